/** A reporter that closes as the root's `npm test` does, with one line of what passed and failed: `.ci/run` adds these up. */
export default async function* closingLine(events) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    const isTest = (type === 'test:pass' || type === 'test:fail') && data.details?.type !== 'suite';
    if (isTest) total[outcomeOf(type, data)] += 1;
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  yield `\n${total.passed} passed, ${total.failed} failed${skipped}\n`;
}

const outcomeOf = (type, { skip, todo }) => {
  if (skip !== undefined || todo !== undefined) return 'skipped';
  return type === 'test:pass' ? 'passed' : 'failed';
};
