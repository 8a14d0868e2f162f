import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { EventContractModule } from '@ttg/messaging/contract/page/event-contract.module';
import { EdgeModule } from '@ttg/web/http';
import { configurePages, WebPagesModule } from '@ttg/web/pages';
import { configureServer } from '@ttg/web/server';

/** The pages of events on the real edge, and nothing else. */
export const startContractApp = async (databaseUrl: string): Promise<NestExpressApplication> => {
  const keys = { masterKey: Buffer.alloc(32, 1).toString('base64'), indexKey: Buffer.alloc(32, 2).toString('base64') };
  const module = await Test.createTestingModule({
    imports: [
      EventSourcingModule.forRoot({ databaseUrl, keys, background: false }),
      EdgeModule.forRoot({ demo: false }),
      WebPagesModule.forRoot({ demo: false }),
      EventContractModule.forRoot({ topicPrefix: 'ttg' }),
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureServer(app);
  configurePages(app, { demo: false });
  return app.init();
};
