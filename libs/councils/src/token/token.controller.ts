import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { AccessTokens } from '@ttg/access';
import { Public, ReadsOnly } from '@ttg/web/http';
import { readTokenRequest } from './token-request';
import { TokenRefused } from './token-refused';

/** As RFC 6749 has it. */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
}

/** Where a council's system gets its token: OAuth 2.0 client credentials (RFC 6749, 4.4). */
@Controller('oauth/token')
export class TokenController {
  constructor(private readonly tokens: AccessTokens) {}

  @Post()
  @Public()
  @ReadsOnly()
  @HttpCode(200)
  async issue(
    @Body() body: Readonly<Record<string, unknown>>,
    @Headers('authorization') authorization?: string,
  ): Promise<TokenResponse> {
    const { clientId, clientSecret } = readTokenRequest(body, authorization);
    const answer = await this.tokens.issue(clientId, clientSecret);
    if (answer === 'unknown-client') throw TokenRefused.unknownClient();
    if (answer === 'too-many-guesses') throw TokenRefused.tooMany();
    return { access_token: answer.token, token_type: 'Bearer', expires_in: answer.expiresIn };
  }
}
