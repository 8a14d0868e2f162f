import { leafHash, MerkleTree } from './merkle-tree';

const treeOf = (hashes: readonly Buffer[]): MerkleTree => {
  const tree = new MerkleTree();
  for (const hash of hashes) tree.add(hash);
  return tree;
};

describe('the Merkle tree', () => {
  // The inputs and roots that implementations of Certificate Transparency are tested with.
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));

  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of %i leaves has the root of RFC 6962', (size, root) => {
    const tree = treeOf(hashes.slice(0, size));
    expect([tree.size, tree.root().toString('hex')]).toEqual([size, root]);
  });

  it.each(Array.from({ length: 33 }, (_, size) => size))('of %i leaves is that of its blocks of four', (size) => {
    const all = Array.from({ length: size }, (_, index) => leafHash(Buffer.from([index])));
    const blocks = Array.from({ length: Math.ceil(size / 4) }, (_, block) => all.slice(4 * block, 4 * block + 4));
    const ofBlocks = treeOf(blocks.map((block) => treeOf(block).root()));
    expect(ofBlocks.root()).toEqual(treeOf(all).root());
  });

  it('tells a leaf from a node of the same bytes', () => {
    const [one, two] = hashes.slice(0, 2);
    const forged = leafHash(Buffer.concat([one, two].flatMap((hash) => hash ?? [])));
    expect(treeOf([forged]).root()).not.toEqual(treeOf(hashes.slice(0, 2)).root());
  });
});
