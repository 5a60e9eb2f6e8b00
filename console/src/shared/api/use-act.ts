import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from './idempotency';

interface Act<Input, Output> {
  act: (input: Input, key: string) => Promise<Output>;
  /** Everything below this key is read again once the effect is there. */
  invalidates: QueryKey;
  onDone?: (output: Output, input: Input) => void;
}

/** A mutation with its idempotency key: kept across retries of the same input, new for the next intention. */
export function useAct<Input, Output>({ act, invalidates, onDone }: Act<Input, Output>) {
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  return useMutation({
    mutationFn: (input: Input) => act(input, key.keyFor(input)),
    onSuccess: async (output, input) => {
      key.done();
      await queries.invalidateQueries({ queryKey: invalidates });
      onDone?.(output, input);
    },
  });
}
