import { SetMetadata } from '@nestjs/common';

export const readsOnlyKey = 'ttg:reads-only';

/** A POST that writes nothing of hers, as a search: it has no answer to keep. */
export const ReadsOnly = (): ClassDecorator & MethodDecorator => SetMetadata(readsOnlyKey, true);
