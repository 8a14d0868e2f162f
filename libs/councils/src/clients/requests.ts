import { IsGssCode } from '@ttg/web/http';

export class NewClientRequest {
  /** The council whose system it is: its tokens are good for that council alone. */
  @IsGssCode() readonly council!: string;
}
