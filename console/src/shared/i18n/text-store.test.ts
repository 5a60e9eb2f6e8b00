import { expect, it, vi } from 'vitest';
import { type TextPart, TextStore } from './text-store';

const part = (key: string) => ({
  en: vi.fn(async () => ({ [key]: `${key} in English` })),
  'zh-CN': vi.fn(async () => ({ [key]: `${key} in Chinese` })),
});

it('fetches a part once and in the language shown only', async () => {
  const store = new TextStore('en');
  const shop = part('shop');
  await Promise.all([store.add(shop), store.add(shop)]);
  expect(store.words().dictionary).toEqual({ shop: 'shop in English' });
  expect(shop.en).toHaveBeenCalledTimes(1);
  expect(shop['zh-CN']).not.toHaveBeenCalled();
});

it('changes the language of every part at once, also of one that was on its way', async () => {
  const store = new TextStore('en');
  await store.add(part('shell'));
  const tell = vi.fn();
  store.subscribe(tell);
  await Promise.all([store.setLanguage('zh-CN'), store.add(part('shop'))]);
  expect(store.words()).toEqual({
    language: 'zh-CN',
    dictionary: { shell: 'shell in Chinese', shop: 'shop in Chinese' },
  });
  expect(tell).toHaveBeenCalled();
  expect(localStorage.getItem('marquee.language')).toBe('zh-CN');
});

it('ends with the language wished for last', async () => {
  const store = new TextStore('en');
  await store.add(part('shell'));
  await Promise.all([store.setLanguage('zh-CN'), store.setLanguage('en')]);
  expect(store.words()).toEqual({ language: 'en', dictionary: { shell: 'shell in English' } });
});

it('keeps what it shows when a part does not arrive, and asks for that part again', async () => {
  const store = new TextStore('en');
  let reachable = false;
  const answer = async () => {
    if (!reachable) throw new Error('no network');
    return { shop: 'there' };
  };
  const shop: TextPart = { en: answer, 'zh-CN': answer };
  await expect(store.add(shop)).rejects.toThrow('no network');
  expect(store.words().dictionary).toEqual({});
  reachable = true;
  await store.add(shop);
  reachable = false;
  await expect(store.setLanguage('zh-CN')).rejects.toThrow('no network');
  expect(store.words()).toEqual({ language: 'en', dictionary: { shop: 'there' } });
});
