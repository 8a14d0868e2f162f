import { initAll } from './govuk-frontend.min.js';

/** Everything works without this: it only moves the focus to errors, folds the menu on small screens and stops double clicks. */
initAll();
