import type { Names } from '@ttg/people/events';
import type { Dice } from './dice';

const first =
  'Amara Anya Bea Carys Chantelle Dawn Efua Elif Esme Farah Gemma Grace Hana Imogen Ines Jade Jodie Kasia Kelly Leanne Lola Marta Maya Mina Nadia Niamh Olu Paige Priya Rhian Rosa Ruth Sadia Shanice Sinead Tamsin Tara Vera Yasmin Zofia'.split(
    ' ',
  );

const last =
  'Alder Ash Aspen Beech Birch Bramble Cedar Chestnut Clover Elder Elm Fern Gorse Hawthorn Hazel Heather Holly Hornbeam Ivy Juniper Larch Laurel Lime Linden Maple Myrtle Oak Pine Poplar Privet Reed Rowan Sage Sedge Spruce Thistle Thyme Willow Yarrow Yew'.split(
    ' ',
  );

/** A name that nobody has: every surname begins with "Example". */
export const madeUpName = (dice: Dice): Names => ({ first: dice.oneOf(first), last: `Example-${dice.oneOf(last)}` });
