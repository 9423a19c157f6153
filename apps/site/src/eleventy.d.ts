// What this site uses of Eleventy, which ships no types.
declare module "@11ty/eleventy" {
  /** One token of markdown-it. */
  export interface Token {
    readonly type: string;
    tag: string;
    readonly content: string;
    readonly children: Token[] | null;
    attrGet(name: string): string | null;
    attrSet(name: string, value: string): void;
  }
  export interface Renderer {
    renderToken(tokens: readonly Token[], index: number, options: unknown): string;
  }
  export type Rule = (
    tokens: readonly Token[],
    index: number,
    options: unknown,
    env: Readonly<Record<string, unknown>>,
    self: Renderer,
  ) => string;
  export interface MarkdownIt {
    set(options: { readonly html: boolean; readonly linkify: boolean }): MarkdownIt;
    readonly renderer: Renderer & { readonly rules: Record<string, Rule | undefined> };
    readonly core: {
      readonly ruler: {
        push(
          name: string,
          rule: (state: {
            readonly tokens: Token[];
            readonly env: Readonly<Record<string, unknown>>;
          }) => void,
        ): void;
      };
    };
  }
  export interface EleventyConfig {
    addTemplate(path: string, content: string, data: Readonly<Record<string, unknown>>): void;
    addPassthroughCopy(files: Readonly<Record<string, string>>): void;
    addGlobalData(name: string, value: unknown): void;
    amendLibrary(name: "md", change: (md: MarkdownIt) => void): void;
    setQuietMode(quiet: boolean): void;
    setUseGitIgnore(use: boolean): void;
  }
  export class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        readonly quietMode: boolean;
        readonly configPath: string | undefined;
        readonly config: (config: EleventyConfig) => unknown;
      },
    );
    write(): Promise<unknown>;
  }
}
