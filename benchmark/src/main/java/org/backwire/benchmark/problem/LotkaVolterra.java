package org.backwire.benchmark.problem;

import org.backwire.Derivative;
import org.backwire.Differentiable;

/** Prey and predators, through time by the classical Runge-Kutta method. */
public final class LotkaVolterra extends Problem {
    private static final double STEP = 0.01;

    private final int steps;
    private final double[] at = {1.1, 0.4, 0.1, 0.4, 10, 5};
    private final double[] partials = new double[6];
    private final double[] preys;
    private final double[] predators;
    private final LotkaVolterraDistanceGrad gate = new LotkaVolterraDistanceGrad();

    /** With so many steps. */
    public LotkaVolterra(int steps) {
        this.steps = steps;
        preys = new double[steps];
        predators = new double[steps];
    }

    /** How far the populations are from (8, 4) at the end, squared. */
    @Differentiable(
            value = {Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN},
            wrt = {"birth", "hunt", "growth", "death", "prey", "predator"})
    public static double distance(
            double birth, double hunt, double growth, double death, double prey, double predator, int steps, double h) {
        double x = prey;
        double y = predator;
        for (int i = 0; i < steps; i++) {
            double k1 = x * (birth - hunt * y);
            double l1 = y * (growth * x - death);
            double x2 = x + h / 2 * k1;
            double y2 = y + h / 2 * l1;
            double k2 = x2 * (birth - hunt * y2);
            double l2 = y2 * (growth * x2 - death);
            double x3 = x + h / 2 * k2;
            double y3 = y + h / 2 * l2;
            double k3 = x3 * (birth - hunt * y3);
            double l3 = y3 * (growth * x3 - death);
            double x4 = x + h * k3;
            double y4 = y + h * l3;
            double k4 = x4 * (birth - hunt * y4);
            double l4 = y4 * (growth * x4 - death);
            x += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
            y += h / 6 * (l1 + 2 * l2 + 2 * l3 + l4);
        }
        return (x - 8) * (x - 8) + (y - 4) * (y - 4);
    }

    /** Remembers the state at each step and runs the stages again on the way back. */
    private double byHand(double birth, double hunt, double growth, double death, double prey, double predator) {
        double half = STEP / 2;
        double sixth = STEP / 6;
        double x = prey;
        double y = predator;
        for (int i = 0; i < steps; i++) {
            preys[i] = x;
            predators[i] = y;
            double k1 = x * (birth - hunt * y);
            double l1 = y * (growth * x - death);
            double x2 = x + half * k1;
            double y2 = y + half * l1;
            double k2 = x2 * (birth - hunt * y2);
            double l2 = y2 * (growth * x2 - death);
            double x3 = x + half * k2;
            double y3 = y + half * l2;
            double k3 = x3 * (birth - hunt * y3);
            double l3 = y3 * (growth * x3 - death);
            double x4 = x + STEP * k3;
            double y4 = y + STEP * l3;
            double k4 = x4 * (birth - hunt * y4);
            double l4 = y4 * (growth * x4 - death);
            x += sixth * (k1 + 2 * k2 + 2 * k3 + k4);
            y += sixth * (l1 + 2 * l2 + 2 * l3 + l4);
        }
        double value = (x - 8) * (x - 8) + (y - 4) * (y - 4);

        double dx = 2 * (x - 8);
        double dy = 2 * (y - 4);
        double dbirth = 0;
        double dhunt = 0;
        double dgrowth = 0;
        double ddeath = 0;
        for (int i = steps - 1; i >= 0; i--) {
            x = preys[i];
            y = predators[i];
            double a1 = birth - hunt * y;
            double b1 = growth * x - death;
            double x2 = x + half * (x * a1);
            double y2 = y + half * (y * b1);
            double a2 = birth - hunt * y2;
            double b2 = growth * x2 - death;
            double x3 = x + half * (x2 * a2);
            double y3 = y + half * (y2 * b2);
            double a3 = birth - hunt * y3;
            double b3 = growth * x3 - death;
            double x4 = x + STEP * (x3 * a3);
            double y4 = y + STEP * (y3 * b3);

            double dk = sixth * dx;
            double dl = sixth * dy;
            double dprey = x4 * dk; // of the factor a4
            double dpredator = y4 * dl; // of the factor b4
            dbirth += dprey;
            dhunt -= y4 * dprey;
            dgrowth += x4 * dpredator;
            ddeath -= dpredator;
            double dx4 = (birth - hunt * y4) * dk + growth * dpredator;
            double dy4 = (growth * x4 - death) * dl - hunt * dprey;

            dk = 2 * sixth * dx + STEP * dx4;
            dl = 2 * sixth * dy + STEP * dy4;
            dprey = x3 * dk;
            dpredator = y3 * dl;
            dbirth += dprey;
            dhunt -= y3 * dprey;
            dgrowth += x3 * dpredator;
            ddeath -= dpredator;
            double dx3 = a3 * dk + growth * dpredator;
            double dy3 = b3 * dl - hunt * dprey;

            dk = 2 * sixth * dx + half * dx3;
            dl = 2 * sixth * dy + half * dy3;
            dprey = x2 * dk;
            dpredator = y2 * dl;
            dbirth += dprey;
            dhunt -= y2 * dprey;
            dgrowth += x2 * dpredator;
            ddeath -= dpredator;
            double dx2 = a2 * dk + growth * dpredator;
            double dy2 = b2 * dl - hunt * dprey;

            dk = sixth * dx + half * dx2;
            dl = sixth * dy + half * dy2;
            dprey = x * dk;
            dpredator = y * dl;
            dbirth += dprey;
            dhunt -= y * dprey;
            dgrowth += x * dpredator;
            ddeath -= dpredator;
            dx += dx2 + dx3 + dx4 + a1 * dk + growth * dpredator;
            dy += dy2 + dy3 + dy4 + b1 * dl - hunt * dprey;
        }
        partials[0] = dbirth;
        partials[1] = dhunt;
        partials[2] = dgrowth;
        partials[3] = ddeath;
        partials[4] = dx;
        partials[5] = dy;
        return value;
    }

    @Override
    public <T> T generic(Algebra<T> a, T[] v) {
        T x = v[4];
        T y = v[5];
        for (int i = 0; i < steps; i++) {
            T k1 = hunted(a, v, x, y);
            T l1 = fed(a, v, x, y);
            T x2 = a.add(x, a.multiply(k1, STEP / 2));
            T y2 = a.add(y, a.multiply(l1, STEP / 2));
            T k2 = hunted(a, v, x2, y2);
            T l2 = fed(a, v, x2, y2);
            T x3 = a.add(x, a.multiply(k2, STEP / 2));
            T y3 = a.add(y, a.multiply(l2, STEP / 2));
            T k3 = hunted(a, v, x3, y3);
            T l3 = fed(a, v, x3, y3);
            T x4 = a.add(x, a.multiply(k3, STEP));
            T y4 = a.add(y, a.multiply(l3, STEP));
            T k4 = hunted(a, v, x4, y4);
            T l4 = fed(a, v, x4, y4);
            x = a.add(x, a.multiply(mean(a, k1, k2, k3, k4), STEP / 6));
            y = a.add(y, a.multiply(mean(a, l1, l2, l3, l4), STEP / 6));
        }
        return a.add(a.square(a.subtract(x, 8)), a.square(a.subtract(y, 4)));
    }

    private static <T> T hunted(Algebra<T> a, T[] v, T x, T y) {
        return a.multiply(x, a.subtract(v[0], a.multiply(v[1], y)));
    }

    private static <T> T fed(Algebra<T> a, T[] v, T x, T y) {
        return a.multiply(y, a.subtract(a.multiply(v[2], x), v[3]));
    }

    private static <T> T mean(Algebra<T> a, T k1, T k2, T k3, T k4) {
        return a.add(a.add(a.add(k1, a.multiply(k2, 2)), a.multiply(k3, 2)), k4);
    }

    @Override
    public double primal() {
        return distance(at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP);
    }

    @Override
    public double expert() {
        return byHand(at[0], at[1], at[2], at[3], at[4], at[5]);
    }

    @Override
    public double companion() {
        return LotkaVolterraDistanceGrad.valueAndGradient(
                at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP, partials);
    }

    @Override
    public double gate() {
        gate.clear();
        double value = gate.forward(at[0], at[1], at[2], at[3], at[4], at[5], steps, STEP);
        gate.backward(1);
        return value;
    }

    @Override
    public Object[] variables() {
        return new Object[] {at};
    }

    @Override
    public Object[] gradient() {
        return new Object[] {partials};
    }

    @Override
    public Object[] gateGradient() {
        return new Object[] {
            new double[] {gate.dbirth(), gate.dhunt(), gate.dgrowth(), gate.ddeath(), gate.dprey(), gate.dpredator()}
        };
    }
}
