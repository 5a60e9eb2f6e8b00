import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eeecfb',
  '#dedaf8',
  '#c9c4f3',
  '#aea6ec',
  '#9189e4',
  '#7167da',
  '#5145cd',
  '#463bb8',
  '#3a319b',
  '#2e277d',
];

const gray: MantineColorsTuple = [
  '#f7f7f9',
  '#f2f2f6',
  '#e9e9ef',
  '#e3e3ea',
  '#cdcdd8',
  '#9c9eab',
  '#757785',
  '#5d5f6d',
  '#363743',
  '#191a23',
];

const dark: MantineColorsTuple = [
  '#ececf2',
  '#c8c9d4',
  '#a2a4b4',
  '#6d6f80',
  '#3f4150',
  '#2a2b36',
  '#1f2029',
  '#17181f',
  '#13141a',
  '#101116',
];

const px = (value: number) => `${value}px`;

/** Mantine speaks our tokens; whatever a component draws comes from tokens.css. */
export const theme = createTheme({
  colors: { brand, gray, dark },
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 5 },
  fontFamily: 'var(--mq-font)',
  fontFamilyMonospace: 'var(--mq-mono)',
  headings: {
    fontFamily: 'var(--mq-font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: px(20), lineHeight: px(28) },
      h2: { fontSize: px(16), lineHeight: px(24) },
      h3: { fontSize: px(14), lineHeight: px(20) },
    },
  },
  fontSizes: { xs: px(12), sm: px(13), md: px(14), lg: px(16), xl: px(20) },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: px(4), sm: px(8), md: px(12), lg: px(16), xl: px(24) },
  radius: { xs: px(4), sm: px(6), md: px(6), lg: px(6), xl: px(6) },
  defaultRadius: 'sm',
  shadows: { xs: 'none', sm: 'none', md: 'var(--mq-float)', lg: 'var(--mq-float)', xl: 'var(--mq-float)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' }, styles: { root: { fontWeight: 600, height: px(32), fontSize: px(13) } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Modal: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Drawer: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.2 } },
    },
    Tooltip: { defaultProps: { transitionProps: { duration: 80 }, openDelay: 250 } },
  },
});

export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--mq-surface)',
    '--mantine-color-text': 'var(--mq-ink)',
    '--mantine-color-dimmed': 'var(--mq-muted)',
    '--mantine-color-placeholder': 'var(--mq-muted)',
    '--mantine-color-default': 'var(--mq-surface)',
    '--mantine-color-default-border': 'var(--mq-line-strong)',
    '--mantine-color-error': 'var(--mq-bad)',
    '--mantine-color-anchor': 'var(--mq-brand)',
  };
  return { variables: {}, light: shared, dark: { ...shared, '--mantine-color-default-hover': 'var(--mq-raised)' } };
};
