import { canBeSearched, searchPatterns } from './contact-search.js';

describe('searchPatterns', () => {
  it.each<[string, string[][]]>([
    ['dana', [['%dana%']]],
    [' dana  visitor ', [['%dana%'], ['%visitor%']]],
    ['da', [['% da%']]],
    ['555-0123', [['%555-0123%', '%5550123%']]],
    ['(202) 555', [['%(202) 555%', '%202555%']]],
    ['dana +1 202 smith', [['%dana%'], ['%+1 202%', '%1202%'], ['%smith%']]],
    ['1-2', [['%1-2%', '% 12%']]],
    ['dana & co', [['%dana%'], ['% co%']]],
    ['50%_\\', [[String.raw`%50\%\_\\%`]]],
  ])('looks for %j', (q, patterns) => {
    expect(searchPatterns(q)).toEqual(patterns);
  });
});

describe('canBeSearched', () => {
  it('asks for a letter or a digit of any script', () => {
    expect(['&', ' ', '%_', 'é', '日', '٣'].map(canBeSearched)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});
