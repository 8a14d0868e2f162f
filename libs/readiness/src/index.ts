export { Assessor } from './assessor/assessor';
export { BoardQuery } from './board/board-view';
export * from './events';
export { ReadinessModule } from './readiness.module';
