import type { AttributeType } from './attribute-types.js';

/** What the summary reads of a live attribute. */
export interface KnownFact {
  readonly attributeType: string;
  readonly text?: string | null;
  readonly date?: number | null;
  readonly isPrimary: boolean;
}

/** What a contact's attributes come to. Lists are null where they would be empty. */
export interface ContactSummary {
  readonly displayName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly emails: string[] | null;
  readonly phoneNumber: string | null;
  readonly phoneNumbers: string[] | null;
  readonly birthday: number | null;
  readonly tags: string[] | null;
  readonly profileImageUrl: string | null;
}

/**
 * Derives the summary. It is made anew whenever a contact is read and stored nowhere, so it cannot drift.
 * @param facts the contact's live attributes, oldest first
 */
export function summarize(facts: readonly KnownFact[]): ContactSummary {
  const texts = (type: AttributeType): string[] => {
    const ofType = facts.filter((fact) => fact.attributeType === type);
    const primaryFirst = ofType.sort((one, other) => Number(other.isPrimary) - Number(one.isPrimary));
    return [...new Set(primaryFirst.flatMap(({ text }) => text ?? []))];
  };
  const one = (type: AttributeType): string | null => texts(type)[0] ?? null;
  const all = (type: AttributeType): string[] | null => (texts(type).length > 0 ? texts(type) : null);
  const fullName = [...texts('first_name'), ...texts('last_name')].join(' ');
  return {
    displayName: fullName || (one('nickname') ?? one('company') ?? one('email') ?? one('phone_number')),
    firstName: one('first_name'),
    middleName: one('middle_name'),
    lastName: one('last_name'),
    company: one('company'),
    email: one('email'),
    emails: all('email'),
    phoneNumber: one('phone_number'),
    phoneNumbers: all('phone_number'),
    birthday: facts.find(({ attributeType }) => attributeType === 'birthday')?.date ?? null,
    tags: all('tag'),
    profileImageUrl: one('profile_image_url'),
  };
}
