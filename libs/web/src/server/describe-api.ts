import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type Answers, describeAnswers } from './describe-answers';
import { describeProblems } from './describe-problems';

const about = new DocumentBuilder()
  .setOpenAPIVersion('3.1.0')
  .setTitle('Through the Gate')
  .setDescription(
    'What must be true on the day a woman leaves prison: what has been done, by whom and when, and what is still missing.',
  )
  .setVersion('1')
  .setLicense('MIT', 'https://opensource.org/license/mit')
  .addServer('/', 'This installation')
  .addApiKey(
    { type: 'apiKey', in: 'header', name: 'X-Demo-Identity', description: 'A demo account; accepted only with DEMO.' },
    'demo-identity',
  )
  .addOAuth2(
    {
      type: 'oauth2',
      description: "A council's system, for the referrals sent to its council: a token is good for ten minutes.",
      flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } },
    },
    'council-client',
  )
  .addSecurityRequirements('demo-identity')
  .addSecurityRequirements('council-client')
  .build();

/**
 * @param answers what each read answers, as the types of its controller have it
 * @returns the OpenAPI 3.1 description of what stands under /api; pages are left out.
 */
export const apiDescription = (app: INestApplication, answers: Answers): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, about, {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/'));
  return describeProblems(describeAnswers({ ...document, paths: Object.fromEntries(paths) }, answers));
};

/** Serves it to people at /api/docs and to programs at /api/openapi.json. */
export const serveApiDescription = (app: INestApplication, answers: Answers): void =>
  SwaggerModule.setup('api/docs', app, () => apiDescription(app, answers), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Through the Gate: API',
    // The page asks for the document as programs do: where contexts run apart, that is the one of all of them.
    swaggerOptions: { spec: {}, url: '/api/openapi.json' },
  });
