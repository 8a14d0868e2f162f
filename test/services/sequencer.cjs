const { default: Sequencer } = require('@jest/test-sequencer');

/** The stories of one playing share one clock, which only goes forwards: they are played in the order of their names, and what looks at them comes last. All else as ever. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isStory = ({ context }) => /^services$|-on-kafka$/.test(context.config.displayName?.name);
    const place = ({ path }) => (path.includes('.played.') ? 1 : 0);
    const stories = tests.filter(isStory).sort((a, b) => place(a) - place(b) || a.path.localeCompare(b.path));
    return [...super.sort(tests.filter((test) => !isStory(test))), ...stories];
  }
};
