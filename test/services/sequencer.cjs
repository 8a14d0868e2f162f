const { default: Sequencer } = require('@jest/test-sequencer');

/** The stories on the services share one clock, which only goes forwards: they are played in the order of their names. All else as ever. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isStory = ({ context }) => context.config.displayName?.name.startsWith('services') === true;
    const stories = tests.filter(isStory).sort((a, b) => a.path.localeCompare(b.path));
    return [...super.sort(tests.filter((test) => !isStory(test))), ...stories];
  }
};
