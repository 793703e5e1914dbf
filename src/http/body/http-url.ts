import { ownRule } from './sentences.js';

export const HTTP_URL = 'must be an http or https URL';

/** Whether a text is the address of something on the web. */
export const isHttpUrl = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

/** The property names an http or https URL. */
export const IsHttpUrl = (): PropertyDecorator =>
  ownRule({
    name: 'isHttpUrl',
    sentence: () => HTTP_URL,
    isMet: (value) => typeof value === 'string' && isHttpUrl(value),
  });
