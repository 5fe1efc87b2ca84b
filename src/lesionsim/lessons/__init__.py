"""What is taught: beliefs, exercises that check themselves, quiz, myths, and sliders to explore."""
