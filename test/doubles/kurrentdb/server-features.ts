import type { IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';

const streams = 'event_store.client.streams.streams';

/** The methods a client may use (serverfeatures.proto; ServerFeatures.cs tells service and method in lower case). */
const methods: readonly (readonly [method: string, features: string[]])[] = [
  ['read', ['position', 'events']],
  ['append', []],
  ['batchappend', ['deadline_duration']],
  ['delete', []],
  ['tombstone', []],
];

export const serverFeatures = (): IServerFeaturesServer => ({
  getSupportedMethods: (_call, answer) => {
    const supported = new SupportedMethods().setEventStoreServerVersion('24.10.0');
    supported.setMethodsList(
      methods.map(([method, features]) =>
        new SupportedMethod().setServiceName(streams).setMethodName(method).setFeaturesList(features),
      ),
    );
    answer(null, supported);
  },
});
