import { councils } from '@ttg/reference';
import { topicNames } from './topics';

interface Grant {
  /** The user that Kafka knows the service or council by. */
  readonly principal: string;
  readonly says: string;
  /** What follows `kafka-acls.sh --add --allow-principal …`; each a line of its own. */
  readonly may: readonly string[];
}

/**
 * What every service and every council is allowed to do, and nothing else is: the cluster refuses what no line allows
 * (`allow.everyone.if.no.acl.found=false`).
 * @returns a script for Kafka's own `kafka-acls.sh`.
 */
export const aclScript = (prefix: string): string =>
  [
    '# What each service and each council may do on Kafka: `ttg topics acls` made it. Run it as an administrator of the cluster, with',
    '# KAFKA="kafka-acls.sh --bootstrap-server … --command-config …". A user for each is made with kafka-configs.sh (SCRAM-SHA-512).',
    ...grantsOf(prefix).flatMap(({ principal, says, may }) => [
      '',
      `# ${says}`,
      ...may.map((what) => `$KAFKA --add --allow-principal 'User:${principal}' ${what}`),
    ]),
    '',
  ].join('\n');

const grantsOf = (prefix: string): Grant[] => {
  const names = topicNames(prefix);
  const topics = councils.map(({ code, name }) => ({
    ...{ code, name },
    topic: names.council(code),
    answers: names.answers(code),
  }));
  return [
    {
      principal: `${prefix}-relay`,
      says: 'The relay alone writes what we tell, and only as the one that has not been replaced.',
      may: [
        `--operation Write --operation Describe --topic '${names.events}'`,
        `--operation Write --operation Describe --topic '${names.alerts}'`,
        `--operation Write --operation Describe --topic '${prefix}.council.' --resource-pattern-type prefixed`,
        `--operation Write --operation Describe --transactional-id '${relayTransactionalId(prefix)}'`,
        `--operation Write --operation Describe --transactional-id '${councilTransactionalId(prefix)}'`,
      ],
    },
    {
      principal: `${prefix}-readiness`,
      says: 'Readiness reads every event, where Kafka feeds it.',
      may: [
        `--operation Read --operation Describe --topic '${names.events}'`,
        `--operation Read --group '${prefix}.readiness.' --resource-pattern-type prefixed`,
      ],
    },
    {
      principal: `${prefix}-housing`,
      says: 'Housing reads what councils answer.',
      may: [
        `--operation Read --operation Describe --topic '${prefix}.council-answers.' --resource-pattern-type prefixed`,
        `--operation Read --group '${prefix}.housing.' --resource-pattern-type prefixed`,
      ],
    },
    {
      principal: `${prefix}-operator`,
      says: 'Whoever runs `ttg topics ensure`.',
      may: [
        `--operation Create --operation Describe --operation DescribeConfigs --operation AlterConfigs --topic '${prefix}.' --resource-pattern-type prefixed`,
        '--operation Describe --cluster',
      ],
    },
    ...topics.map(({ code, name, topic, answers }) => ({
      principal: `${prefix}-council-${code}`,
      says: name,
      may: [
        `--operation Read --operation Describe --topic '${topic}'`,
        `--operation Read --group '${topic}' --resource-pattern-type prefixed`,
        `--operation Write --operation Describe --topic '${answers}'`,
      ],
    })),
  ];
};

/** Who holds this id publishes; whoever held it before does no longer. */
export const relayTransactionalId = (prefix: string): string => `${prefix}-relay`;

/** The same for what goes to councils. */
export const councilTransactionalId = (prefix: string): string => `${prefix}-relay-councils`;
