const person = {
  names: { first: 'Malformeda', last: 'Wrongly' },
  dateOfBirth: '1983-02-30',
  prisonNumber: 'Z0000QQ',
};

/** What was in them of hers. */
export const whatWentWrong = ['Malformeda', '1983-02-30', 'Nobody must know this.'];

/** Requests that go wrong in many ways, each with something of hers in it. */
export const goWrong = async (url: string): Promise<void> => {
  const headers = { 'X-Demo-Identity': 'resettlement-bronzefield', 'Content-Type': 'application/json' };
  for (const body of [person, { ...person, names: 'Malformeda Wrongly' }, { herWords: 'Nobody must know this.' }]) {
    for (const path of ['people/persons', 'custody/cases', 'no-such/thing/Malformeda']) {
      await fetch(`${url}/api/v1/${path}?name=Malformeda`, { method: 'POST', headers, body: JSON.stringify(body) });
    }
  }
  const broken = Buffer.from('{"first":"Malformeda');
  await fetch(`${url}/api/v1/people/persons`, { method: 'POST', headers, body: broken });
};
