import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';

/**
 * A dialog whose code arrives while the page is already read: a page weighs what it shows, and a click still opens at
 * once. Nothing of it is mounted before it is first opened; afterwards it stays, so that it can close as it does.
 */
export function lazyDialog<Props extends { opened: boolean }>(load: () => Promise<ComponentType<Props>>) {
  const Dialog = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return (props: Props) => (
    <OnceOpened opened={props.opened} load={load}>
      <Dialog {...props} />
    </OnceOpened>
  );
}

function OnceOpened({
  opened,
  load,
  children,
}: {
  opened: boolean;
  load: () => Promise<unknown>;
  children: ReactNode;
}) {
  const [mounted, setMounted] = useState(opened);
  if (opened && !mounted) setMounted(true);
  useEffect(() => {
    // Ahead of the click only; whoever opens it asks again and is told.
    load().catch(() => undefined);
  }, [load]);
  return mounted && <Suspense fallback={null}>{children}</Suspense>;
}
