package org.backwire.processor.differentiate;

import static org.backwire.processor.testing.TestKit.companionOf;

import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void pendulumByRungeKutta() {
        companionOf("""
                static double f(double angle, double speed, double length, double h, int steps) {
                    double g = 9.81;
                    for (int i = 0; i < steps; i++) {
                        double a1 = speed;
                        double v1 = -g / length * Math.sin(angle);
                        double a2 = speed + h / 2 * v1;
                        double v2 = -g / length * Math.sin(angle + h / 2 * a1);
                        double a3 = speed + h / 2 * v2;
                        double v3 = -g / length * Math.sin(angle + h / 2 * a2);
                        double a4 = speed + h * v3;
                        double v4 = -g / length * Math.sin(angle + h * a3);
                        angle += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
                        speed += h / 6 * (v1 + 2 * v2 + 2 * v3 + v4);
                    }
                    return angle + 0.1 * speed;
                }""").at(0.5, -0.2, 1.3, 0.02, 40).agreesWithDifferences(1e-9);
    }

    @Test
    void heatEquationWithTwoBuffers() {
        companionOf("""
                static double f(double[] start, double diffusion, int steps) {
                    double[] u = start.clone();
                    double[] next = new double[u.length];
                    for (int t = 0; t < steps; t++) {
                        for (int i = 1; i < u.length - 1; i++) {
                            next[i] = u[i] + diffusion * (u[i - 1] - 2 * u[i] + u[i + 1]);
                        }
                        double[] swap = u;
                        u = next;
                        next = swap;
                    }
                    double energy = 0;
                    for (double v : u) {
                        energy += v * v;
                    }
                    return energy;
                }""").at(new double[] {0, 1, 4, 2, -1, 0}, 0.2, 5).agreesWithDifferences(1e-9);
    }

    @Test
    void energyOfBodies() {
        companionOf("""
                static double f(double[] x, double[] y, double[] mass, double softening) {
                    double energy = 0;
                    for (int i = 0; i < x.length; i++) {
                        for (int j = i + 1; j < x.length; j++) {
                            double dx = x[i] - x[j];
                            double dy = y[i] - y[j];
                            double distance = Math.sqrt(dx * dx + dy * dy + softening * softening);
                            energy -= mass[i] * mass[j] / distance;
                        }
                    }
                    return energy;
                }""")
                .at(new double[] {0, 1, 2.5}, new double[] {0.3, -1, 1}, new double[] {1, 2, 0.5}, 0.1)
                .agreesWithDifferences(1e-9);
    }

    @Test
    void optionByABinomialTree() {
        companionOf("""
                static double f(double spot, double strike, double rate, double volatility, double years, int n) {
                    double dt = years / n;
                    double up = Math.exp(volatility * Math.sqrt(dt));
                    double down = 1 / up;
                    double p = (Math.exp(rate * dt) - down) / (up - down);
                    double discount = Math.exp(-rate * dt);
                    double[] values = new double[n + 1];
                    for (int i = 0; i <= n; i++) {
                        values[i] = Math.max(0, strike - spot * Math.pow(up, 2 * i - n));
                    }
                    for (int step = n - 1; step >= 0; step--) {
                        for (int i = 0; i <= step; i++) {
                            double held = discount * (p * values[i + 1] + (1 - p) * values[i]);
                            double exercised = strike - spot * Math.pow(up, 2 * i - step);
                            values[i] = Math.max(held, exercised);
                        }
                    }
                    return values[0];
                }""").at(100, 103, 0.03, 0.25, 1, 7).agreesWithDifferences(1e-9);
    }

    @Test
    void rootByNewton() {
        companionOf("""
                static double f(double a) {
                    double x = a;
                    while (Math.abs(x * x - a) > 1e-12 * a) {
                        x = 0.5 * (x + a / x);
                    }
                    return x;
                }""").at(7).agreesWithDifferences(1e-9);
    }

    @Test
    void rootByBisectionIsDifferentiatedAsWritten() {
        companionOf("""
                static double f(double a, double b) {
                    for (int i = 0; i < 10; i++) {
                        double m = (a + b) / 2;
                        if (m * m > 2) {
                            b = m;
                        } else {
                            a = m;
                        }
                    }
                    return (a + b) / 2;
                }""").at(0.9, 2.3).agreesWithDifferences(1e-9);
    }

    @Test
    void descentUnrolled() {
        companionOf("""
                static double f(double[] start, double rate, int steps) {
                    double x = start[0];
                    double y = start[1];
                    for (int i = 0; i < steps; i++) {
                        double gx = -400 * x * (y - x * x) - 2 * (1 - x);
                        double gy = 200 * (y - x * x);
                        x -= rate * gx;
                        y -= rate * gy;
                    }
                    double a = 1 - x;
                    double b = y - x * x;
                    return a * a + 100 * b * b;
                }""").at(new double[] {-0.4, 0.6}, 1e-3, 12).agreesWithDifferences(1e-9);
    }

    @Test
    void descentWithMomentumInArrays() {
        companionOf("""
                static double f(double[] w, double rate, double momentum, int steps) {
                    double[] v = new double[w.length];
                    for (int t = 0; t < steps; t++) {
                        for (int i = 0; i < w.length; i++) {
                            double slope = 2 * w[i] * (i + 1) + Math.cos(w[i]);
                            v[i] = momentum * v[i] - rate * slope;
                            w[i] += v[i];
                        }
                    }
                    double loss = 0;
                    for (int i = 0; i < w.length; i++) {
                        loss += (i + 1) * w[i] * w[i] + Math.sin(w[i]);
                    }
                    return loss;
                }""").at(new double[] {1, -2, 0.5}, 0.05, 0.9, 4).agreesWithDifferences(1e-9);
    }
}
