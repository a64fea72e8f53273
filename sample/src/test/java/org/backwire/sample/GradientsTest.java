package org.backwire.sample;

import java.util.SplittableRandom;
import org.backwire.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gradient of the sample, held against numerical derivatives. */
class GradientsTest {
    @Test
    void circuits() {
        GradientCheck.check(CircuitsSumTimesGrad.class, -2.0, 5.0, -4.0).orThrow();
        GradientCheck.check(CircuitsAddGrad.class, 3.0, 4.0).orThrow();
        GradientCheck.check(CircuitsCopyGrad.class, 7.0).orThrow();
        GradientCheck.check(CircuitsMulGrad.class, 2.0, 3.0).orThrow();
        GradientCheck.check(CircuitsMaxGrad.class, 4.0, 5.0).orThrow();
        GradientCheck.check(CircuitsMaxGrad.class, 5.0, 4.0).orThrow();
    }

    @Test
    void matrices() {
        double[][] W = {{0.1, 0.5}, {-0.3, 0.8}};
        double[] x = {0.2, 0.4};
        GradientCheck.check(CircuitsProductGrad.class, W, x).orThrow();
        GradientCheck.check(CircuitsSquaresGrad.class, x).orThrow();
        GradientCheck.check(CircuitsSquaredProductGrad.class, W, x).orThrow();
        GradientCheck.check(RectifierRectifyGrad.class, (Object) W).orThrow();
    }

    @Test
    void perceptron() {
        Network network = Network.random(5, 4, 3, 1);
        double[][] examples = {{0.1, 0.9, -0.3, 0.4, 0}, {1, 0, 0.5, -0.5, 0.2}, {0, 0, 1, 1, 1}};
        GradientCheck.check(
                        PerceptronLossGrad.class,
                        network.weights1(),
                        network.bias1(),
                        network.weights2(),
                        network.bias2(),
                        examples,
                        new int[] {2, 0, 1},
                        0,
                        3)
                .orThrow();
    }

    @Test
    void banana() {
        GradientCheck.check(RosenbrockBananaGrad.class, new double[] {-1.2, 1, 0.3, -0.7})
                .orThrow();
    }

    @Test
    void neuron() {
        GradientCheck.check(NeuronFireGrad.class, 2.0, -1.0, -3.0, -2.0, -3.0).orThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void loss(boolean yes) {
        GradientCheck.check(PenguinTrainingLossGrad.class, 2.0, -1.0, -3.0, -2.0, -3.0, yes)
                .orThrow();
    }

    @Test
    void option() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            GradientCheck.check(
                            OptionsCallGrad.class,
                            random.nextDouble(80, 120),
                            random.nextDouble(80, 120),
                            random.nextDouble(0, 0.06),
                            random.nextDouble(0.1, 0.5),
                            random.nextDouble(0.2, 2))
                    .orThrow();
        }
    }
}
