package org.backwire.sample;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Teaches a {@link Perceptron} with 64 hidden units to read {@link Digits}, by gradient descent with momentum. */
final class DigitTraining {
    private static final int HIDDEN = 64;
    private static final int CLASSES = 10;
    private static final int BATCH = 40;
    private static final double RATE = 0.05;
    private static final double MOMENTUM = 0.9;

    private static final PrintStream SILENCE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private DigitTraining() {}

    /** How it is run; what comes out depends on all of this but the number of threads. */
    record Settings(int epochs, int threads, long seed) {
        static Settings usual() {
            return new Settings(15, Runtime.getRuntime().availableProcessors(), 1);
        }

        Settings firstEpochAlone() {
            return new Settings(1, 1, seed);
        }
    }

    /** Losses and accuracy after an epoch; the training loss is that of the batches as they went by. */
    record Epoch(int number, double trainingLoss, double testLoss, double accuracy) {}

    /** What came out. */
    record Outcome(Network network, List<Epoch> epochs, Digits test) {
        double accuracy() {
            return epochs.get(epochs.size() - 1).accuracy();
        }

        /** Which test images it takes for another digit. */
        List<Integer> mistakes() {
            return IntStream.range(0, test.size())
                    .filter(i -> network.answer(test.images()[i]) != test.labels()[i])
                    .boxed()
                    .toList();
        }
    }

    static void print(PrintStream out, Path pictures) {
        Digits training = Digits.forTraining();
        Digits test = Digits.forTest();
        Settings settings = Settings.usual();
        out.printf(
                Locale.ROOT,
                "%,d digits to learn from, %,d to test; %d inputs, %d hidden units, %d outputs; %d threads%n",
                training.size(),
                test.size(),
                training.images()[0].length,
                HIDDEN,
                CLASSES,
                settings.threads());
        long start = System.nanoTime();
        Outcome outcome = train(training, test, settings, out);
        out.printf(
                Locale.ROOT,
                "Test accuracy: %.1f %% (%d mistakes), after %.0f s%n",
                100 * outcome.accuracy(),
                outcome.mistakes().size(),
                (System.nanoTime() - start) / 1e9);
        Epoch alone = train(training, test, settings.firstEpochAlone(), SILENCE)
                .epochs()
                .get(0);
        out.printf(
                "The first epoch again, with one thread: %s%n",
                alone.equals(outcome.epochs().get(0)) ? "the same numbers, to the last bit" : "NOT THE SAME");
        for (Path picture : DigitPictures.draw(outcome, pictures)) {
            out.println("Picture: " + picture);
        }
    }

    static Outcome train(Digits training, Digits test, Settings settings, PrintStream out) {
        int inputs = training.images()[0].length;
        Network network = Network.random(inputs, HIDDEN, CLASSES, settings.seed());
        Network gradient = Network.zero(inputs, HIDDEN, CLASSES);
        Network velocity = Network.zero(inputs, HIDDEN, CLASSES);
        var random = new SplittableRandom(settings.seed());
        List<Epoch> epochs = new ArrayList<>();
        try (var batches = new BatchGradient(settings.threads())) {
            for (int number = 1; number <= settings.epochs(); number++) {
                Digits shuffled = training.shuffled(random);
                double loss = 0;
                for (int from = 0; from < shuffled.size(); from += BATCH) {
                    int to = Math.min(from + BATCH, shuffled.size());
                    loss += batches.compute(network, shuffled, from, to, gradient);
                    step(network.rows(), velocity.rows(), gradient.rows());
                }
                epochs.add(new Epoch(number, loss / shuffled.size(), network.meanLoss(test), network.accuracy(test)));
                report(out, epochs.get(number - 1));
            }
        }
        return new Outcome(network, epochs, test);
    }

    private static void step(double[][] weights, double[][] velocity, double[][] gradient) {
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                velocity[i][j] = MOMENTUM * velocity[i][j] - RATE * gradient[i][j];
                weights[i][j] += velocity[i][j];
            }
        }
    }

    private static void report(PrintStream out, Epoch epoch) {
        out.printf(
                Locale.ROOT,
                "epoch %2d   training loss %.4f   test loss %.4f   test accuracy %.1f %%%n",
                epoch.number(),
                epoch.trainingLoss(),
                epoch.testLoss(),
                100 * epoch.accuracy());
    }
}
