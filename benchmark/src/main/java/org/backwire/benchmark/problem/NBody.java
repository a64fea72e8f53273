package org.backwire.benchmark.problem;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.backwire.Differentiable;

/** Bodies that attract each other, through time. */
public final class NBody extends Problem {
    private static final double STEP = 0.01;
    private static final double SOFTENING = 0.01;

    private final int steps;
    private final double[] position;
    private final double[] velocity;
    private final double[] mass;
    private final double[] dposition;
    private final double[] dvelocity;
    private final double[] movedVelocity;
    private final double[][] track;
    private final NBodySpreadGrad gate = new NBodySpreadGrad();

    /** So many bodies for so many steps. */
    public NBody(int bodies, int steps) {
        SplittableRandom random = new SplittableRandom(8);
        this.steps = steps;
        position = Data.uniform(random, 3 * bodies, -1, 1);
        velocity = Data.uniform(random, 3 * bodies, -0.3, 0.3);
        mass = Data.uniform(random, bodies, 0.1, 1);
        dposition = new double[3 * bodies];
        dvelocity = new double[3 * bodies];
        movedVelocity = new double[3 * bodies];
        track = new double[steps + 1][3 * bodies];
    }

    /** How far the bodies are from the origin at the end: the sum of the squares. */
    @Differentiable(wrt = {"position", "velocity"})
    public static double spread(
            double[] position, double[] velocity, double[] mass, int steps, double h, double softening) {
        double[] x = position.clone();
        double[] v = velocity.clone();
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < mass.length; i++) {
                for (int j = i + 1; j < mass.length; j++) {
                    double d0 = x[3 * i] - x[3 * j];
                    double d1 = x[3 * i + 1] - x[3 * j + 1];
                    double d2 = x[3 * i + 2] - x[3 * j + 2];
                    double square = d0 * d0 + d1 * d1 + d2 * d2 + softening;
                    double pull = h / (square * Math.sqrt(square));
                    v[3 * i] -= d0 * mass[j] * pull;
                    v[3 * i + 1] -= d1 * mass[j] * pull;
                    v[3 * i + 2] -= d2 * mass[j] * pull;
                    v[3 * j] += d0 * mass[i] * pull;
                    v[3 * j + 1] += d1 * mass[i] * pull;
                    v[3 * j + 2] += d2 * mass[i] * pull;
                }
            }
            for (int i = 0; i < x.length; i++) {
                x[i] += h * v[i];
            }
        }
        double spread = 0;
        for (int i = 0; i < x.length; i++) {
            spread += x[i] * x[i];
        }
        return spread;
    }

    /** Remembers the positions at each step. */
    private double byHand() {
        System.arraycopy(position, 0, track[0], 0, position.length);
        double[] v = movedVelocity;
        System.arraycopy(velocity, 0, v, 0, velocity.length);
        for (int step = 0; step < steps; step++) {
            double[] x = track[step];
            for (int i = 0; i < mass.length; i++) {
                for (int j = i + 1; j < mass.length; j++) {
                    double d0 = x[3 * i] - x[3 * j];
                    double d1 = x[3 * i + 1] - x[3 * j + 1];
                    double d2 = x[3 * i + 2] - x[3 * j + 2];
                    double square = d0 * d0 + d1 * d1 + d2 * d2 + SOFTENING;
                    double pull = STEP / (square * Math.sqrt(square));
                    double pullI = mass[j] * pull;
                    double pullJ = mass[i] * pull;
                    v[3 * i] -= d0 * pullI;
                    v[3 * i + 1] -= d1 * pullI;
                    v[3 * i + 2] -= d2 * pullI;
                    v[3 * j] += d0 * pullJ;
                    v[3 * j + 1] += d1 * pullJ;
                    v[3 * j + 2] += d2 * pullJ;
                }
            }
            double[] next = track[step + 1];
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] + STEP * v[i];
            }
        }
        double[] end = track[steps];
        double spread = 0;
        for (int i = 0; i < end.length; i++) {
            spread += end[i] * end[i];
            dposition[i] = 2 * end[i];
        }

        Arrays.fill(dvelocity, 0);
        for (int step = steps - 1; step >= 0; step--) {
            back(track[step]);
        }
        return spread;
    }

    private void back(double[] x) {
        double[] dx = dposition;
        double[] dv = dvelocity;
        for (int i = 0; i < x.length; i++) {
            dv[i] += STEP * dx[i];
        }
        for (int i = 0; i < mass.length; i++) {
            for (int j = i + 1; j < mass.length; j++) {
                double d0 = x[3 * i] - x[3 * j];
                double d1 = x[3 * i + 1] - x[3 * j + 1];
                double d2 = x[3 * i + 2] - x[3 * j + 2];
                double square = d0 * d0 + d1 * d1 + d2 * d2 + SOFTENING;
                double pull = STEP / (square * Math.sqrt(square));
                double e0 = mass[i] * dv[3 * j] - mass[j] * dv[3 * i];
                double e1 = mass[i] * dv[3 * j + 1] - mass[j] * dv[3 * i + 1];
                double e2 = mass[i] * dv[3 * j + 2] - mass[j] * dv[3 * i + 2];
                double twiceDsquare = -3 * pull / square * (d0 * e0 + d1 * e1 + d2 * e2);
                double g0 = pull * e0 + twiceDsquare * d0;
                double g1 = pull * e1 + twiceDsquare * d1;
                double g2 = pull * e2 + twiceDsquare * d2;
                dx[3 * i] += g0;
                dx[3 * i + 1] += g1;
                dx[3 * i + 2] += g2;
                dx[3 * j] -= g0;
                dx[3 * j + 1] -= g1;
                dx[3 * j + 2] -= g2;
            }
        }
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] variables) {
        int n = position.length;
        T[] x = Arrays.copyOfRange(variables, 0, n);
        T[] v = Arrays.copyOfRange(variables, n, 2 * n);
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < mass.length; i++) {
                for (int j = i + 1; j < mass.length; j++) {
                    T d0 = a.subtract(x[3 * i], x[3 * j]);
                    T d1 = a.subtract(x[3 * i + 1], x[3 * j + 1]);
                    T d2 = a.subtract(x[3 * i + 2], x[3 * j + 2]);
                    T square = a.add(a.add(a.add(a.square(d0), a.square(d1)), a.square(d2)), SOFTENING);
                    T pull = a.divide(STEP, a.multiply(square, a.sqrt(square)));
                    T pullI = a.multiply(pull, mass[j]);
                    T pullJ = a.multiply(pull, mass[i]);
                    v[3 * i] = a.subtract(v[3 * i], a.multiply(d0, pullI));
                    v[3 * i + 1] = a.subtract(v[3 * i + 1], a.multiply(d1, pullI));
                    v[3 * i + 2] = a.subtract(v[3 * i + 2], a.multiply(d2, pullI));
                    v[3 * j] = a.add(v[3 * j], a.multiply(d0, pullJ));
                    v[3 * j + 1] = a.add(v[3 * j + 1], a.multiply(d1, pullJ));
                    v[3 * j + 2] = a.add(v[3 * j + 2], a.multiply(d2, pullJ));
                }
            }
            for (int i = 0; i < n; i++) {
                x[i] = a.add(x[i], a.multiply(v[i], STEP));
            }
        }
        T spread = a.constant(0);
        for (int i = 0; i < n; i++) {
            spread = a.add(spread, a.square(x[i]));
        }
        return spread;
    }

    @Override
    public double primal() {
        return spread(position, velocity, mass, steps, STEP, SOFTENING);
    }

    @Override
    public double expert() {
        return byHand();
    }

    @Override
    public double companion() {
        return NBodySpreadGrad.valueAndGradient(position, velocity, mass, steps, STEP, SOFTENING, dposition, dvelocity);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(position, velocity, mass, steps, STEP, SOFTENING);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {position, velocity};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {dposition, dvelocity};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {gate.dposition(), gate.dvelocity()};
    }
}
