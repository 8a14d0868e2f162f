import { evolveBy, type Evolution, type IsoDate, type Personal } from '@ttg/event-sourcing';
import type { GpRefusal, GpRegistrationEvent } from '../events';

/** Her registration with a practice outside: nothing recorded, asked for, done, refused, or not wanted by her. */
export type GpRegistration =
  | { readonly status: 'not-recorded' }
  | (Chosen & { readonly status: 'requested'; readonly gms1Signed: boolean })
  | (Chosen & { readonly status: 'confirmed' })
  | (Chosen & { readonly status: 'refused'; readonly reason: GpRefusal })
  | { readonly status: 'declined'; readonly on: IsoDate; readonly herWords?: Personal<string> };

interface Chosen {
  readonly on: IsoDate;
  readonly practice?: Personal<string>;
}

export const gpRegistrationStream = (caseId: string): string => `gpRegistration-${caseId}`;

export const gpRegistration: Evolution<GpRegistration, GpRegistrationEvent> = {
  initial: { status: 'not-recorded' },
  evolve: evolveBy<GpRegistration, GpRegistrationEvent>({
    'health.gp-registration-requested': (_, { on, practice, gms1Signed }) => ({
      status: 'requested',
      on,
      practice,
      gms1Signed,
    }),
    'health.gp-registration-confirmed': (_, { on, practice }) => ({ status: 'confirmed', on, practice }),
    'health.gp-registration-refused': (_, { on, practice, reason }) => ({ status: 'refused', on, practice, reason }),
    'health.gp-registration-declined': (_, { on, herWords }) => ({ status: 'declined', on, herWords }),
  }),
};
