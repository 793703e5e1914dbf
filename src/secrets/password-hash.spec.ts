import { hashOfPassword, isPasswordOf, NOBODYS_HASH } from './password-hash.js';

const parametersOf = (stored: string): string => stored.split('$').slice(0, 3).join('$');

describe('the hash of a password', () => {
  it('fits that password alone, and differs each time', async () => {
    const [one, other] = [await hashOfPassword('a good password'), await hashOfPassword('a good password')];
    expect(one).not.toBe(other);
    expect(await isPasswordOf(one, 'a good password')).toBe(true);
    expect(await isPasswordOf(one, 'a good passwore')).toBe(false);
  });

  it('says how it was made, and is still understood when others are made in another way', async () => {
    const older = '$scrypt$ln=4,r=1,p=1$c2FsdA$uKrI6lm-hOROYoIQo6ZCfQX3qSL0CkKVP2nd3vtGlhM';
    expect(await isPasswordOf(older, 'an old password')).toBe(true);
    expect(parametersOf(await hashOfPassword('x'))).toBe('$scrypt$ln=15,r=8,p=1');
    await expect(isPasswordOf('$argon2id$v=19', 'x')).rejects.toThrow('This is not the hash of a password');
  });

  it('of nobody takes as much work as any', async () => {
    expect(parametersOf(NOBODYS_HASH)).toBe(parametersOf(await hashOfPassword('x')));
    expect(NOBODYS_HASH).toHaveLength((await hashOfPassword('x')).length);
    expect(await isPasswordOf(NOBODYS_HASH, '')).toBe(false);
  });
});
