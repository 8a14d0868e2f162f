/** What a person does here. Each sees and may do what this work needs. */
export const roles = [
  'prison-resettlement',
  'prison-healthcare',
  'council-housing',
  'probation-practitioner',
  'probation-manager',
  'domestic-abuse-lead',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** Someone who is signed in. Events name the id, the role and the organisation; never a person's name. */
export interface Account {
  readonly id: string;
  readonly role: Role;
  /** Prison id (NOMIS), council (GSS code) or probation region. */
  readonly organisation: string;
  /** The role in words, as pages show it. */
  readonly title: string;
}
