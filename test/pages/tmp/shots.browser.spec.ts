import { openBrowser, open, visitor } from '../browser';
import { startRealApp, type RealApp } from '../real-app';
const B = 'resettlement-bronzefield',
  H = 'healthcare-bronzefield',
  S = 'housing-southwark';
it('shots', async () => {
  const real: RealApp = await startRealApp('2027-01-04');
  const done = (who: string, path: string, body: object) =>
    real.done(who, path, body).catch((e: Error) => {
      console.log(e.message.slice(0, 600));
      return {} as Record<string, string>;
    });
  const names = [
    ['Maya', 'Example'],
    ['Ruth', 'Example'],
    ['Joan', 'Sample'],
    ['Aisha', 'Sample'],
    ['Kate', 'Specimen'],
    ['Nia', 'Specimen'],
  ] as const;
  const cases: string[] = [];
  for (const [i, [first, last]] of names.entries()) {
    const { personId } = await done(B, '/people/persons', {
      prisonNumber: `A123${i}BC`,
      names: { first, last },
      dateOfBirth: '1990-01-01',
      synthetic: true,
    });
    const { caseId } = await done(B, '/custody/cases', {
      personId,
      prison: 'BZI',
      receivedOn: '2027-01-04',
      from: 'court',
      legalStatus: i === 5 ? 'remand' : 'convicted-unsentenced',
    });
    cases.push(caseId ?? '');
    await done(B, `/custody/cases/${caseId}/screening`, {
      screenedOn: '2027-01-04',
      inPrivate: true,
      home: { onRelease: 'nowhere', tenure: 'private-rent', tenancy: 'ended' },
      gpOutside: 'no',
      health: { medicines: i === 3 ? 'no' : 'yes' },
    });
  }
  await real.goTo('2027-01-15');
  const dates = ['2027-03-25', '2027-03-12', '2027-03-17', '2027-04-02', '2027-04-20'];
  for (const [i, date] of dates.entries()) {
    await done(B, `/custody/cases/${cases[i]}/sentence`, { on: '2027-01-15', sentenceType: 'determinate', days: 120 });
    await done(B, `/custody/cases/${cases[i]}/release-date`, { date, type: 'CRD', source: 'calculation' });
  }
  await real.goTo('2027-02-16');
  const refer = async (i: number) => {
    const { referralId } = await done(B, '/housing/referrals', { caseId: cases[i], reason: 'threatened' });
    for (const to of ['referral', 'choice-of-council', 'pass-on-contact-details'])
      await done(B, `/housing/referrals/${referralId}/agreements`, {
        to,
        answer: 'given',
        how: 'face-to-face',
        ...(to === 'choice-of-council' && { council: 'E09000028' }),
        herWords: 'Yes, Southwark.',
      });
    await done(B, `/housing/referrals/${referralId}/who-must-not-know`, {
      inPrivate: true,
      anyoneAtThisCouncil: 'no',
      anyoneInThisArea: 'no',
    });
    await done(B, `/housing/referrals/${referralId}/made`, {
      content: { name: names[i]!.join(' '), contact: { inCustody: { route: 'prison-phone-slot' } } },
    });
    return referralId;
  };
  const referred: (string | undefined)[] = [];
  for (const i of [0, 1, 3, 4]) referred[i] = await refer(i);
  await real.goTo('2027-02-17');
  for (const i of [0, 1, 3, 4]) {
    const referralId = referred[i];
    await done(S, `/housing/referrals/${referralId}/receipt`, { how: 'portal', reference: 'EXAMPLE' });
    if (i !== 0) await done(S, `/housing/referrals/${referralId}/contact`, { how: 'phone' });
  }
  const bed = (i: number, from: string, to: string) =>
    done(B, `/housing/cases/${cases[i]}/accommodation`, { type: 'A17', from, to, safe: 'yes', askedInPrivate: true });
  await bed(0, '2027-03-31', '2027-06-23');
  await bed(3, '2027-04-01', '2027-06-24');
  await bed(1, '2027-03-11', '2027-06-03');
  for (const i of [1, 3, 4]) {
    await done(H, `/health/cases/${cases[i]}/gp-registration/request`, { practice: 'G85001', gms1Signed: true });
    await done(H, `/health/cases/${cases[i]}/gp-registration/confirmation`, {});
  }
  await done(H, `/health/cases/${cases[2]}/gp-registration/request`, { practice: 'G85001', gms1Signed: true });
  await done(H, `/health/cases/${cases[3]}/medicines/none`, {});
  await real.goTo('2027-03-08');
  for (const i of [1, 0]) {
    await done(H, `/health/cases/${cases[i]}/medicines/review`, {
      items: [{ kind: 'regular', inHandDays: i === 1 ? 28 : 3 }],
      doseGivenOnDayOfRelease: false,
    });
    await done(H, `/health/cases/${cases[i]}/medicines/contacts`, { on: '2027-03-30', kind: 'gp' });
  }
  for (const kind of ['who-meets-her', 'travel', 'id', 'phone'])
    await done(B, `/custody/cases/${cases[1]}/arrangements`, { kind });
  for (const kind of ['id', 'travel']) await done(B, `/custody/cases/${cases[0]}/arrangements`, { kind });
  await real.goTo('2027-03-09');
  await real.app.listen(0, '127.0.0.1');
  const url = await real.app.getUrl();
  const browser = await openBrowser();
  const context = await visitor(browser, url, { account: B });
  for (const [name, path] of [
    ['case', `/cases/${cases[0]}`],
    ['board', '/'],
  ] as const) {
    const { page, complaints } = await open(context, path);
    console.log(name, complaints);
    await page.screenshot({ path: `/tmp/real-${name}.png`, fullPage: true });
    await page.setViewportSize({ width: 1280, height: name === 'board' ? 1500 : 1650 });
    await page.screenshot({ path: `docs/images/${name}.png` });
  }
  for (const who of [
    'housing-southwark',
    'healthcare-bronzefield',
    'probation-london',
    'domestic-abuse-lead-bronzefield',
    'administrator',
  ]) {
    const { page } = await open(await visitor(browser, url, { account: who, width: 1000 }), '/');
    await page.screenshot({ path: `/tmp/real-board-${who}.png`, fullPage: true });
  }
  await browser.close();
  await real.close();
}, 180000);
