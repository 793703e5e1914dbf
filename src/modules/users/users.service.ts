import { EntityManager, raw } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Sql } from '../../database/sql.js';
import { inTransaction, unitOfWork } from '../../database/transaction.js';
import { NotFound } from '../../http/errors/errors.js';
import { newInvitation, prefixOf, sameHash, sha256 } from '../../secrets/secrets.js';
import { PasswordWork } from './password-work.js';
import type { UpdateUserDto } from './user.dto.js';
import { User } from './user.entity.js';
import {
  CREATE_USER,
  FIND_BY_EMAIL,
  FIND_INVITATION,
  FIND_PASSWORD,
  INVITE,
  SET_PASSWORD,
  START_ANEW,
} from './user.repository.js';
import { InvitationNotGood } from './users.errors.js';

interface Person {
  readonly email: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
}

@Injectable()
export class UsersService {
  constructor(
    private readonly em: EntityManager,
    private readonly sql: Sql,
    private readonly work: PasswordWork,
  ) {}

  /** @throws {NotFound} */
  async get(id: string): Promise<User> {
    const user = await unitOfWork(this.em).findOne(User, { id, deletedAt: null });
    if (!user) throw NotFound.of('User', id);
    return user;
  }

  /** Changes what is given. */
  async update(id: string, input: UpdateUserDto): Promise<User> {
    const { first_name: firstName, last_name: lastName, phone_number: phoneNumber } = input;
    const changes = Object.entries({ firstName, lastName, phoneNumber }).filter(
      ([, value]) => value !== undefined,
    );
    return inTransaction(this.em, async (em) => {
      const fields = { ...Object.fromEntries(changes), updatedAt: raw('now()') };
      await em.nativeUpdate(User, { id, deletedAt: null }, fields);
      const user = await em.findOne(User, { id, deletedAt: null });
      if (!user) throw NotFound.of('User', id);
      return user;
    });
  }

  /**
   * The live user of an address, made where there is none: also when others ask for the same at once.
   * @param brandId the brand that vouches for a user who is made
   */
  async findOrCreateIn(
    em: EntityManager,
    brandId: string,
    { email, first_name, last_name }: Person,
  ): Promise<string> {
    const values = [uuidv7(), email, first_name ?? null, last_name ?? null, brandId];
    const [created] = await this.sql.runIn(em, CREATE_USER, values);
    const [user] = created ? [created] : await this.sql.runIn(em, FIND_BY_EMAIL, [email]);
    if (!user) throw new Error('A user was deleted in the moment it was found');
    return user.id;
  }

  /** Takes everything by which somebody could act as the user; from now on the brand vouches for whoever is invited. */
  async startAnewIn(em: EntityManager, userId: string, brandId: string): Promise<void> {
    await this.sql.runIn(em, START_ANEW, [userId, brandId]);
  }

  /** @returns an invitation, which is stored nowhere */
  async inviteIn(em: EntityManager, userId: string): Promise<string> {
    const token = newInvitation();
    await this.sql.runIn(em, INVITE, [prefixOf(token), sha256(token), userId]);
    return token;
  }

  /**
   * Sets the password of whoever was invited, once.
   * @returns the user's id
   * @throws {InvitationNotGood | Busy}
   */
  async setPassword(token: string, password: string): Promise<string> {
    const hash = sha256(token);
    const [invitation] = await this.sql.run(FIND_INVITATION, [prefixOf(token)]);
    // looked at before anything slow is done: anybody may ask
    if (!invitation || !sameHash(invitation.tokenHash, hash)) throw new InvitationNotGood();
    const passwordHash = await this.work.hash(password);
    const [set] = await this.sql.run(SET_PASSWORD, [prefixOf(token), hash, passwordHash]);
    if (!set) throw new InvitationNotGood();
    return set.userId;
  }

  /**
   * Whose address and password these are; the same work is done where it is nobody's.
   * @returns with the hash that was good at that moment
   * @throws {Busy}
   */
  async verify(email: string, password: string): Promise<{ userId: string; hash: string } | undefined> {
    const [found] = await this.sql.run(FIND_PASSWORD, [email]);
    const isRight = await this.work.verify(password, found?.hash);
    return found && isRight ? found : undefined;
  }
}
