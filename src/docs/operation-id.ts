/**
 * The name that generated clients give an operation: the handler's verb, what its controller is about, and the rest
 * of the handler's name: `PortalsController.rotateToken` is `rotatePortalToken`.
 */
export function operationId(controller: string, handler: string): string {
  const [, method = handler, alias] = /^(\w+)(?:\[(\d+)\])?$/.exec(handler) ?? [];
  const [, verb = method, rest = ''] = /^([a-z]+)(.*)$/.exec(method) ?? [];
  const subject = controller.replace(/Controller$/, '');
  const noun = verb === 'list' ? subject : singular(subject);
  // the same handler under a second path
  const suffix = alias === undefined || alias === '0' ? '' : `Alias${alias === '1' ? '' : alias}`;
  return `${verb}${noun}${rest}${suffix}`;
}

function singular(noun: string): string {
  if (/(ch|sh|x|ss)es$/.test(noun)) return noun.slice(0, -2);
  return /[^s]s$/.test(noun) ? noun.slice(0, -1) : noun;
}
