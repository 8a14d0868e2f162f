import type { Actor } from '@ttg/event-sourcing';

/** Who acts when HMPPS tells something. */
export const inbox: Actor = { id: 'hmpps-inbox', role: 'system', organisation: 'hmpps' };
