/**
 * Where the files of the server that are named in this folder were read: in kurrent-io/KurrentDB, and those marked * in
 * EventStore/EventStore, as it was called before. Which release a commit went into could not be told.
 *
 *   85db27b  IndexWriter.cs, StorageWriterService.cs, SubscriptionsService.cs, EventFilter.cs, ServerFeatures.cs,
 *   85db27b  Enumerator.AllSubscription.cs, Enumerator.AllSubscriptionFiltered.cs, ClusterVNodeStartup.cs
 *   24fb9e3  Enumerator.cs
 *   44a0b1d  Streams.Read.cs
 *   98d735a  Streams.Append.cs, Constants.cs
 *   2d17396  RpcExceptions.cs
 *   f1ea73d  ClusterVNodeOptions.cs
 *   5e716d5  ServerShuttingDownInterceptor.cs
 *   b61d414  streams.proto
 *   89795a2  docs/server/features/streams.md
 *   f0fc1e1  serverfeatures.proto *
 *   31aff8d  ServiceBase.cs *
 */
import { type Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { promisify } from 'node:util';
import { type Certificate, makeCertificate } from './certificate';
import { Faults } from './faults';
import { Gate } from './gate';
import type { Node } from './node';
import { rpcErrors } from './rpc-errors';
import { serverFeatures } from './server-features';
import { streamsService } from './streams-service';
import { TransactionLog } from './transaction-log';

export interface DoubleOptions {
  /** Bytes. The server's default is 1 MiB, and it takes up to 16 MB (ClusterVNodeOptions.cs, MaxAppendSize). */
  readonly maxAppendSize?: number;
  /** Bytes one event may have. The server's default is no limit (ClusterVNodeOptions.cs, MaxAppendEventSize). */
  readonly maxAppendEventSize?: number;
  /** With TLS, and for this user alone. Without it the node runs as with `--insecure`: neither TLS nor users. */
  readonly user?: { readonly name: string; readonly password: string };
  /** The log of a node that was shut down: this one goes on with it. */
  readonly log?: TransactionLog;
}

/**
 * A KurrentDB node for tests: a gRPC server on the service definitions that the client was generated from, on a real socket,
 * with the log in memory. Each of its parts says which part of the server's source or documentation it holds to. It is one node:
 * it holds no elections, and commits at once what it accepts.
 */
export class KurrentDbDouble implements Node {
  readonly faults = new Faults();
  readonly log: TransactionLog;
  readonly maxAppendSize: number;
  readonly maxAppendEventSize: number;
  commitsLateMs = 0;
  eventsSent = 0;
  lateAppends = 0;

  private constructor(
    private readonly server: Server,
    /** The network before it. */
    readonly gate: Gate,
    private readonly options: DoubleOptions,
    private readonly certificate: Certificate | undefined,
  ) {
    this.log = options.log ?? new TransactionLog();
    this.maxAppendSize = options.maxAppendSize ?? 1_024 * 1_024;
    this.maxAppendEventSize = options.maxAppendEventSize ?? Number.POSITIVE_INFINITY;
  }

  static async start(options: DoubleOptions = {}): Promise<KurrentDbDouble> {
    // Appends are measured by the node, not by gRPC (ClusterVNodeStartup.cs).
    const server = new Server({ 'grpc.max_receive_message_length': -1 });
    const bind = promisify(server.bindAsync.bind(server));
    const certificate = options.user && (await makeCertificate());
    const port = await bind('127.0.0.1:0', certificate?.credentials ?? ServerCredentials.createInsecure());
    const double = new KurrentDbDouble(server, await Gate.open(port), options, certificate);
    server.addService(StreamsService, streamsService(double));
    server.addService(ServerFeaturesService, serverFeatures());
    return double;
  }

  /** As a client is told it. */
  get connectionString(): string {
    const { user } = this.options;
    if (!user || !this.certificate) return `esdb://127.0.0.1:${this.gate.port}?tls=false`;
    const authority = encodeURIComponent(this.certificate.authorityFile);
    return `esdb://${user.name}:${user.password}@localhost:${this.gate.port}?tls=true&tlsCAFile=${authority}`;
  }

  breakConnections(): void {
    this.gate.breakAll();
  }

  admit(metadata: Metadata): void {
    const { user } = this.options;
    if (!user) return;
    const [authorization] = metadata.get('authorization');
    if (authorization === undefined) throw rpcErrors.accessDenied();
    const expected = Buffer.from(`${user.name}:${user.password}`).toString('base64');
    if (authorization !== `Basic ${expected}`) throw rpcErrors.unauthenticated();
  }

  async stop(): Promise<void> {
    await this.gate.close();
    this.server.forceShutdown();
    this.certificate?.remove();
  }
}
