import { PackedLines, UnpackedLines } from './packed-lines';

const packed = async (...pages: readonly (readonly unknown[])[]): Promise<string> => {
  const lines = new PackedLines();
  for (const page of pages) await lines.add(page);
  return lines.end();
};

describe('packed lines', () => {
  it('come back one by one, from either end', async () => {
    const pages = [
      [['a\n', 1]],
      [],
      [
        ['\u{1F469}"', 2],
        [' ', 3],
      ],
    ];
    const unpacked = new UnpackedLines(await packed(...pages));
    expect([...unpacked.forwards()]).toEqual(pages.flat());
    expect([...unpacked.backwards()]).toEqual(pages.flat().reverse());
    expect([...unpacked.forwards()]).toEqual(pages.flat());
  });

  it('may be none', async () => {
    const unpacked = new UnpackedLines(await packed());
    expect([[...unpacked.forwards()], [...unpacked.backwards()]]).toEqual([[], []]);
  });

  it('may be many', async () => {
    const pages = Array.from({ length: 100 }, (_, page) => Array.from({ length: 1000 }, (_, line) => [page, line]));
    expect([...new UnpackedLines(await packed(...pages)).backwards()]).toEqual(pages.flat().reverse());
  });

  it.each(['', 'H4sIAAAA', 'none'])('that are no such thing are refused: %j', (text) =>
    expect(() => new UnpackedLines(text)).toThrow('does not unpack'),
  );
});
