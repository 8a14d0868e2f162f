import type { Role } from '@ttg/access';
import { shown, type Vault } from '@ttg/event-sourcing';
import type { ScreeningFindings } from '../events';
import { maySee } from '../roles';
import { type CaseHistory, those } from './case-history';

type Screening = ReturnType<typeof screenings>[number];
const screenings = (events: CaseHistory['events']) =>
  those(events, 'custody.reception-screening-completed', 'custody.screening-repeated').map(({ data }) => data);

/** What everybody but the named lead reads in place of "no, it is not safe there". */
const askTheLead = 'contact-the-named-lead';

type ShownFindings = Omit<ScreeningFindings, 'homeSafe'> & {
  readonly homeSafe: ScreeningFindings['homeSafe'] | typeof askTheLead;
};

const findingsFor = (findings: ScreeningFindings, role: Role): ShownFindings =>
  findings.homeSafe === 'no' && !maySee.safety(role) ? { ...findings, homeSafe: askTheLead } : findings;

const showScreening = async (screening: Screening, role: Role, vault: Vault) => ({
  screenedOn: screening.screenedOn,
  inPrivate: screening.inPrivate,
  findings: findingsFor(screening.findings, role),
  practical: screening.practical,
  housing: await shown(vault, screening.housing, maySee.housing(role)),
  health: await shown(vault, screening.health, maySee.health(role)),
  safety: await shown(vault, screening.safety, maySee.safety(role)),
  family: await shown(vault, screening.family, maySee.family(role)),
  herWords: await shown(vault, screening.herWords, maySee.herWords(role)),
});

/** All her screenings, the first one too: what she said on the first night stands beside what she said later. */
export const showScreenings = (events: CaseHistory['events'], role: Role, vault: Vault) =>
  Promise.all(screenings(events).map((screening) => showScreening(screening, role, vault)));
