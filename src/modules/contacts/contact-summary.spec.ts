import { type KnownFact, summarize } from './contact-summary.js';

const fact = (attributeType: string, text: string, isPrimary = false): KnownFact => ({
  attributeType,
  text,
  isPrimary,
});

describe('summarize', () => {
  it('is null all over for a contact of whom nothing is known', () => {
    expect(summarize([])).toEqual({
      displayName: null,
      firstName: null,
      middleName: null,
      lastName: null,
      company: null,
      email: null,
      emails: null,
      phoneNumber: null,
      phoneNumbers: null,
      birthday: null,
      tags: null,
      profileImageUrl: null,
    });
  });

  it('takes each field from its type', () => {
    const facts = [
      fact('first_name', 'Dana'),
      fact('middle_name', 'Q'),
      fact('last_name', 'Visitor'),
      fact('company', 'Acme'),
      fact('email', 'dana@example.com', true),
      fact('phone_number', '+15555550123', true),
      { attributeType: 'birthday', date: 0, isPrimary: false },
      fact('tag', 'Buyer'),
      fact('profile_image_url', 'https://example.com/dana.png'),
      fact('note', 'in no field'),
    ];
    expect(summarize(facts)).toEqual({
      displayName: 'Dana Visitor',
      firstName: 'Dana',
      middleName: 'Q',
      lastName: 'Visitor',
      company: 'Acme',
      email: 'dana@example.com',
      emails: ['dana@example.com'],
      phoneNumber: '+15555550123',
      phoneNumbers: ['+15555550123'],
      birthday: 0,
      tags: ['Buyer'],
      profileImageUrl: 'https://example.com/dana.png',
    });
  });

  it('puts the primary one first, and the others in the order they were added', () => {
    const summary = summarize([
      fact('email', 'a@example.com'),
      fact('email', 'b@example.com'),
      fact('email', 'c@example.com', true),
    ]);
    expect(summary.email).toBe('c@example.com');
    expect(summary.emails).toEqual(['c@example.com', 'a@example.com', 'b@example.com']);
  });

  it('lists each tag once', () => {
    expect(summarize([fact('tag', 'A'), fact('tag', 'B'), fact('tag', 'A')]).tags).toEqual(['A', 'B']);
  });

  it.each<[string, KnownFact[]]>([
    ['Dana', [fact('first_name', 'Dana'), fact('nickname', 'D')]],
    ['Visitor', [fact('last_name', 'Visitor')]],
    ['D', [fact('company', 'Acme'), fact('nickname', 'D')]],
    ['Acme', [fact('email', 'dana@example.com'), fact('company', 'Acme')]],
    ['dana@example.com', [fact('phone_number', '+15555550123'), fact('email', 'dana@example.com')]],
    ['+15555550123', [fact('tag', 'Buyer'), fact('phone_number', '+15555550123')]],
  ])('is called %s by the best that is known', (name, facts) => {
    expect(summarize(facts).displayName).toBe(name);
  });
});
