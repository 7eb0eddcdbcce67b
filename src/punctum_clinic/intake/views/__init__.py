"""The pages of the intake: of the patient, of the phone module, of the staff."""
