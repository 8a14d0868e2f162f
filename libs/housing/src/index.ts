export { HousingModule } from './housing.module';
export { CouncilAnswers, type Handled } from './council-messages/council-answers';
