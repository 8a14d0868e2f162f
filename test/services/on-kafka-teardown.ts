import { stopPlaying } from './play-on-kafka';

export default stopPlaying;
