/**
 * Applies a decorator of operations to the handler that a parameter belongs to, so that a parameter's decorator can
 * document what it injects.
 */
export function documentOperation(
  target: object,
  key: string | symbol | undefined,
  ...decorators: readonly MethodDecorator[]
): void {
  if (key === undefined) throw new Error('Constructors take nothing from a request');
  const descriptor = Object.getOwnPropertyDescriptor(target, key) as PropertyDescriptor;
  for (const decorate of decorators) decorate(target, key, descriptor);
}
