import type { Answer } from './api.js';
import type { Portico } from './portico.js';

/** What `POST /oauth2/token` answers to `fields`, sent as JSON. */
export async function askForToken(
  portico: Portico,
  fields: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await portico.api.post('/oauth2/token', { body: fields, headers });
  for (const token of [answer.body.access_token, answer.body.refresh_token])
    if (typeof token === 'string') portico.keepSecret(token);
  return answer;
}

export const byPassword = (portico: Portico, username: string, password: string, headers = {}) =>
  askForToken(portico, { grant_type: 'password', username, password }, headers);

export const byRefreshToken = (portico: Portico, refresh_token: string) =>
  askForToken(portico, { grant_type: 'refresh_token', refresh_token });
