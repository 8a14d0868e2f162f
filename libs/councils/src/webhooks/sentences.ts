import type { Fault } from './post';

/** What went wrong, to whoever can mend it. */
export const sentences: Readonly<Record<Fault, string>> = {
  'no-url': 'That is no address to post to: give https://…, without a user, a password or a part after #.',
  'not-https': 'Notices are posted over https alone.',
  'name-not-found': 'The name in the address is not known.',
  'address-not-allowed':
    'The address is inside a network that is not public: WEBHOOK_PRIVATE_NETWORKS does not name it.',
  timeout: 'It did not answer within 15 seconds.',
  connection: 'It could not be reached, or broke off.',
  tls: 'Its certificate is not one that is trusted here.',
};
