import { describe, expect, it } from 'vitest';
import { type AllTexts, dictionaries } from '@/testing/texts';
import { fill } from './dictionary';

const names = (text: string) => [...text.matchAll(/\{([a-z_]+)/gi)].map((match) => match[1]).sort();

describe('the dictionaries', () => {
  it('ask for no parameter in Chinese that English does not have', () => {
    for (const [key, text] of Object.entries(dictionaries['zh-CN'])) {
      const english = names(dictionaries.en[key as keyof AllTexts]);
      expect(english, key).toEqual(expect.arrayContaining(names(text)));
    }
  });

  it('leave no text empty and no Chinese text in English', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      for (const [key, text] of Object.entries(dictionaries[language])) expect(text.trim(), key).not.toBe('');
    }
    for (const [key, text] of Object.entries(dictionaries.en)) expect(text, key).not.toMatch(/\p{Script=Han}/u);
  });

  it('have no exclamation marks', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      for (const [key, text] of Object.entries(dictionaries[language])) expect(text, key).not.toMatch(/[!！]/);
    }
  });

  it('are all looked at here, and say each key in one part only', () => {
    const parts = import.meta.glob<Record<'english', Record<string, string>>>('/src/**/texts/english.ts', {
      eager: true,
    });
    const keys = Object.values(parts).flatMap(({ english }) => Object.keys(english));
    expect(keys.sort()).toEqual(Object.keys(dictionaries.en).sort());
  });
});

describe('fill', () => {
  it('chooses the plural of the language and groups numbers', () => {
    expect(fill('{count} {count|row|rows}', { count: 1 }, 'en')).toBe('1 row');
    expect(fill('{count} {count|row|rows}', { count: 5460 }, 'en')).toBe('5,460 rows');
    expect(fill('共 {count} 行', { count: 5460 }, 'zh-CN')).toBe('共 5,460 行');
  });

  it('leaves a parameter it was not given visible rather than empty', () => {
    expect(fill('Hello {name}', {}, 'en')).toBe('Hello {name}');
  });
});
