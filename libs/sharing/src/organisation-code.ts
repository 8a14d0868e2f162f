import { Matches } from 'class-validator';

/** A code and never a name: it stands unsealed. A prison's, a council's, a practice's, or one that is agreed on. */
export const IsOrganisationCode = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, {
    message: '$property must be the code of an organisation.',
    context: { fix: 'Write its code, such as BZI, E09000028 or probation-london: letters, digits and dashes.' },
  });
