import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { wholeNumber } from './forms';
import { IsTrustedUrl } from './rules';

/** Where this process is reached. */
export class AddressEnvironment {
  /** Where pages and API are served; 0 takes any free port. */
  @Transform(wholeNumber)
  @IsInt({ message: 'PORT must be a whole number from 0 to 65535, and is "$value".' })
  @Min(0, { message: 'PORT must be a whole number from 0 to 65535, and is "$value".' })
  @Max(65_535, { message: 'PORT must be a whole number from 0 to 65535, and is "$value".' })
  readonly PORT: number = 3000;

  /** The address to listen on. This machine only, until it is said otherwise: in a container, 0.0.0.0. */
  readonly HOST: string = '127.0.0.1';

  /** Where this installation is reached from outside: what councils are told to fetch begins with it. */
  @IsOptional()
  @IsTrustedUrl()
  readonly PUBLIC_URL?: string;
}

/** Where this installation is reached from outside, without a slash at its end. */
export const publicUrlFrom = ({ PUBLIC_URL, PORT }: AddressEnvironment): string =>
  (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '');
