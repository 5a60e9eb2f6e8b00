/** A handful of line icons on a 16-pixel grid; decoration beside a word, so hidden from readers of the screen. */
const paths = {
  board: 'M2.5 3.5h11M2.5 8h7M2.5 12.5h9.5',
  flow: 'M2 8h3l2-4 2.5 8L11.5 8H14',
  submissions: 'M3 2.5h10v11H3zM5.5 6h5M5.5 8.5h5M5.5 11h3',
  imports: 'M8 2.5v7.5M5 7.2 8 10.2l3-3M2.5 13.5h11',
  orders: 'M2 3h1.8l1.4 7.2h6.6L13.4 5H4.3M6 13.2h.01M11 13.2h.01',
  chevron: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  right: 'm6.5 4.5 3.5 3.5-3.5 3.5',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  cross: 'm4 4 8 8m0-8-8 8',
  warn: 'M8 2.6 14.2 13.4H1.8zM8 6.6v3.2M8 11.6h.01',
  unknown: 'M5.9 6.1a2.1 2.1 0 1 1 3 2c-.6.3-.9.7-.9 1.4M8 12.2h.01M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.4 1.5',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4l3.1 3.1',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.6h-2.6',
  user: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM2.8 13.6c.5-2.6 2.5-4 5.2-4s4.7 1.4 5.2 4',
  language:
    'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c3.2 3.7 3.2 8.7 0 12.4M8 1.8c-3.2 3.7-3.2 8.7 0 12.4',
  bell: 'M4 11.2V7a4 4 0 0 1 8 0v4.2l1.2 1.3H2.8zM6.6 14h2.8',
  lock: 'M4 7.2h8v6.3H4zM5.6 7.2V5a2.4 2.4 0 0 1 4.8 0v2.2',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  stop: 'M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM5 8h6',
  trace:
    'M3.5 2.2a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zM12.5 10.6a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zM3.5 5.4v3a3.8 3.8 0 0 0 3.8 3.8h3.6',
  rule: 'M3 3.5h6M3 8h10M3 12.5h4M10.5 12l1.3 1.3 2.2-2.6',
  signOut: 'M9.5 3H3.2v10h6.3M7 8h6.5M11 5.5 13.5 8 11 10.5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
