/** The clock and the facts act, not a person. */
export const assessorActor = { id: 'readiness-assessor', role: 'system', organisation: 'through-the-gate' };
