package org.backwire.sample;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.backwire.Differentiable;
import org.backwire.sample.Penguins.Penguin;

/**
 * Teaches a {@link Neuron} to tell two species of penguins apart by their beaks.
 *
 * <p>Adelie and Chinstrap penguins have beaks of the same depth, and Chinstrap's are mostly longer: neither measure alone
 * separates them, and both together do so but for a few birds.
 */
public final class PenguinTraining {
    static final String NO = "Adelie";
    static final String YES = "Chinstrap";

    private static final int EPOCHS = 300;
    private static final double RATE = 2;
    private static final long SEED = 4;

    private PenguinTraining() {}

    /** The cross-entropy of one bird: how surprised the neuron is by its species. */
    @Differentiable(wrt = {"w0", "w1", "w2"})
    static double loss(double w0, double x0, double w1, double x1, double w2, boolean yes) {
        double probability = Neuron.fire(w0, x0, w1, x1, w2);
        return yes ? -Math.log(probability) : -Math.log(1 - probability);
    }

    /** The weights of the neuron: for the length and the depth of the beak, and the bias. */
    record Weights(double w0, double w1, double w2) {
        boolean isYes(Bird bird) {
            return Neuron.fire(w0, bird.x0(), w1, bird.x1(), w2) > 0.5;
        }
    }

    /** A penguin as the neuron sees it: its beak in standard deviations from the mean. */
    record Bird(Penguin penguin, double x0, double x1, boolean yes) {}

    /** Mean and standard deviation of a measure. */
    record Scale(double mean, double deviation) {
        static Scale of(double[] measures) {
            double sum = 0;
            for (double measure : measures) {
                sum += measure;
            }
            double mean = sum / measures.length;
            double squares = 0;
            for (double measure : measures) {
                squares += (measure - mean) * (measure - mean);
            }
            return new Scale(mean, Math.sqrt(squares / measures.length));
        }

        double standardised(double measure) {
            return (measure - mean) / deviation;
        }
    }

    /** Mean losses after an epoch. */
    record Epoch(int number, double trainingLoss, double testLoss) {}

    /** What came out. */
    record Outcome(
            Scale length, Scale depth, List<Bird> training, List<Bird> test, List<Epoch> epochs, Weights weights) {

        int right() {
            return (int) test.stream().filter(b -> weights.isYes(b) == b.yes()).count();
        }

        double accuracy() {
            return (double) right() / test.size();
        }
    }

    static void print(PrintStream out, Path pictures) {
        Penguins penguins = Penguins.read();
        out.printf(
                "penguins.csv: %d rows, %d skipped because a measure of the beak is missing%n",
                penguins.penguins().size() + penguins.skipped(), penguins.skipped());
        Outcome outcome = train(penguins, out);
        out.printf(
                Locale.ROOT,
                "Test accuracy: %.1f %% (%d of %d)%n",
                100 * outcome.accuracy(),
                outcome.right(),
                outcome.test().size());
        for (Path picture : PenguinPictures.draw(outcome, pictures)) {
            out.println("Picture: " + picture);
        }
    }

    static Outcome train(Penguins penguins, PrintStream out) {
        List<Penguin> shuffled = new ArrayList<>(penguins.of(NO, YES));
        Collections.shuffle(shuffled, new Random(SEED));
        int split = shuffled.size() * 7 / 10;
        List<Penguin> forTraining = shuffled.subList(0, split);

        // The test birds must not tell us anything beforehand, not even their mean.
        Scale length =
                Scale.of(forTraining.stream().mapToDouble(Penguin::beakLength).toArray());
        Scale depth =
                Scale.of(forTraining.stream().mapToDouble(Penguin::beakDepth).toArray());
        List<Bird> birds = shuffled.stream()
                .map(p -> new Bird(
                        p,
                        length.standardised(p.beakLength()),
                        depth.standardised(p.beakDepth()),
                        p.species().equals(YES)))
                .toList();
        List<Bird> training = birds.subList(0, split);
        List<Bird> test = birds.subList(split, birds.size());
        out.printf("%s or %s, by length and depth of the beak: ", NO, YES);
        out.printf("%d birds to learn from, %d to test%n", training.size(), test.size());

        var gate = new PenguinTrainingLossGrad();
        List<Epoch> epochs = new ArrayList<>();
        Weights weights = new Weights(0, 0, 0);
        for (int number = 0; ; number++) {
            gate.clear();
            double loss = 0;
            for (Bird bird : training) {
                loss += gate.forward(weights.w0(), bird.x0(), weights.w1(), bird.x1(), weights.w2(), bird.yes());
                gate.backward(1.0 / training.size()); // the loss is a mean
            }
            epochs.add(new Epoch(number, loss / training.size(), meanLoss(weights, test)));
            report(out, epochs);
            if (number == EPOCHS) {
                return new Outcome(length, depth, training, test, epochs, weights);
            }
            weights = new Weights(
                    weights.w0() - RATE * gate.dw0(),
                    weights.w1() - RATE * gate.dw1(),
                    weights.w2() - RATE * gate.dw2());
        }
    }

    private static double meanLoss(Weights weights, List<Bird> birds) {
        return birds.stream()
                .mapToDouble(b -> loss(weights.w0(), b.x0(), weights.w1(), b.x1(), weights.w2(), b.yes()))
                .average()
                .orElseThrow();
    }

    /** Prints the epochs 0, 1, 3, 10, 30, …: most happens in the beginning. */
    private static void report(PrintStream out, List<Epoch> epochs) {
        Epoch last = epochs.get(epochs.size() - 1);
        if (List.of(0, 1, 3, 10, 30, 100, EPOCHS).contains(last.number())) {
            out.printf(
                    Locale.ROOT,
                    "epoch %3d   training loss %.4f   test loss %.4f%n",
                    last.number(),
                    last.trainingLoss(),
                    last.testLoss());
        }
    }
}
