import leven from 'leven';

/** A variable that nothing reads, and the setting that its name is close to. */
export interface Misspelt {
  readonly variable: string;
  readonly meant: string;
}

/** Of settings this short only one letter may differ: other programs' names are short too, as HOME is beside HOST. */
const SHORT = 5;

/** Finds among `variables` what looks like a mistyped one of `settings`. */
export function misspelt(variables: readonly string[], settings: readonly string[]): Misspelt[] {
  return variables
    .filter((variable) => !settings.includes(variable))
    .flatMap((variable) => {
      const meant = settings.find((setting) => isClose(variable.toUpperCase(), setting));
      return meant === undefined ? [] : [{ variable, meant }];
    });
}

const isClose = (name: string, setting: string): boolean =>
  leven(name, setting) <= (setting.length <= SHORT ? 1 : 2);
