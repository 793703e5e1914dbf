import { EXAMPLE_IDS } from '../../http/openapi/example-ids.js';
import { PASSWORD_EXAMPLE, USER_EXAMPLE } from '../users/user.examples.js';

const ACCESS_TOKEN = 'at_DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DE';
const REFRESH_TOKEN = 'rt_DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DE';

export const TOKEN_REQUEST_EXAMPLES = {
  password: {
    summary: 'By a password',
    value: { grant_type: 'password', username: USER_EXAMPLE.email, password: PASSWORD_EXAMPLE },
  },
  refresh_token: {
    summary: 'By a refresh token',
    value: { grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN },
  },
  client_credentials: {
    summary: 'By a secret key',
    value: {
      grant_type: 'client_credentials',
      client_id: EXAMPLE_IDS.secretKey,
      client_secret: 'sk_DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DEMO-DE',
    },
  },
};

export const TOKEN_EXAMPLE = {
  access_token: ACCESS_TOKEN,
  refresh_token: REFRESH_TOKEN,
  expires_in: 2_678_400,
  token_type: 'Bearer',
  brand: EXAMPLE_IDS.brand,
  code: 'OK',
  data: USER_EXAMPLE,
};
