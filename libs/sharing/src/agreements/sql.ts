export const readReferrals = `select referral_id, case_id, status from referral where referral_id = any ($1::uuid[])`;

export const writeReferrals = `
  insert into referral
  select * from jsonb_populate_recordset(null::referral, $1::jsonb)
      on conflict (referral_id) do update set case_id = excluded.case_id, status = excluded.status`;

/** The council stays on record when she withdraws her choice of it. */
export const writeAgreements = `
  insert into agreement
  select * from jsonb_populate_recordset(null::agreement, $1::jsonb)
      on conflict (referral_id, agreed_to) do update
     set answer = excluded.answer, council = coalesce(excluded.council, agreement.council),
         answered_on = excluded.answered_on, how = excluded.how`;

/** What she was asked to agree to in this case, in the order in which she was asked. */
export const agreementsOf = `
  select a.referral_id as "referralId", a.agreed_to as "to", a.answer as "status", a.council, a.answered_on as "on", a.how,
         r.status as "referralStatus"
    from sharing.agreement a
    join sharing.referral r using (referral_id)
   where r.case_id = $1
   order by a.answered_on, a.referral_id, a.agreed_to`;
