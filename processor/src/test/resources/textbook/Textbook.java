package textbook;

import static org.backwire.Derivative.GRADIENT;
import static org.backwire.Derivative.HESSIAN;
import static org.backwire.Derivative.HVP;
import static org.backwire.Derivative.JACOBIAN;
import static org.backwire.Derivative.JVP;

import java.util.Arrays;
import org.backwire.Differentiable;

/** Programs as one finds them in books: in each another optimisation is at work. */
final class Textbook {
    private Textbook() {}

    record Point(double x, double y) {
        double norm() {
            return Math.sqrt(x * x + y * y);
        }
    }

    @Differentiable({GRADIENT, JVP, HVP, HESSIAN})
    static double neuron(double w, double x, double bias) {
        return 1 / (1 + Math.exp(-(w * x + bias)));
    }

    @Differentiable({GRADIENT, HVP})
    static double logistic(double[] w, double[][] x, int[] labels) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double score = 0;
            for (int j = 0; j < w.length; j++) {
                score += w[j] * x[i][j];
            }
            loss += Math.log(1 + Math.exp(-labels[i] * score));
        }
        return loss / x.length;
    }

    @Differentiable({GRADIENT, JVP, HESSIAN})
    static double logSumExp(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            max = Math.max(max, v);
        }
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - max);
        }
        return max + Math.log(sum);
    }

    @Differentiable
    static double nearest(double[][] points, double[][] centres) {
        double total = 0;
        for (double[] point : points) {
            double best = Double.MAX_VALUE;
            for (double[] centre : centres) {
                double distance = 0;
                for (int d = 0; d < point.length; d++) {
                    distance += (point[d] - centre[d]) * (point[d] - centre[d]);
                }
                best = Math.min(best, distance);
            }
            total += best;
        }
        return total;
    }

    @Differentiable({GRADIENT, JVP, JACOBIAN})
    static double[] softmax(double[] x) {
        double[] y = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.exp(x[i]);
            sum += y[i];
        }
        for (int i = 0; i < x.length; i++) {
            y[i] /= sum;
        }
        return y;
    }

    @Differentiable({GRADIENT, JVP, JACOBIAN})
    static double[] rectifier(double[] x, double slope) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.max(x[i], slope * Math.sin(x[i]));
        }
        return y;
    }

    @Differentiable
    static double perceptron(double[][] hidden, double[] output, double[][] inputs, double[] targets) {
        double loss = 0;
        for (int n = 0; n < inputs.length; n++) {
            double[] activation = new double[hidden.length];
            for (int i = 0; i < hidden.length; i++) {
                double sum = 0;
                for (int j = 0; j < inputs[n].length; j++) {
                    sum += hidden[i][j] * inputs[n][j];
                }
                activation[i] = Math.tanh(sum);
            }
            double prediction = 0;
            for (int i = 0; i < hidden.length; i++) {
                prediction += output[i] * activation[i];
            }
            loss += (prediction - targets[n]) * (prediction - targets[n]);
        }
        return loss;
    }

    @Differentiable({GRADIENT, HVP})
    static double pendulum(double angle, double speed, double damping, int steps) {
        double step = 0.05;
        for (int i = 0; i < steps; i++) {
            double middle = angle + step / 2 * speed;
            double push = speed + step / 2 * (-Math.sin(angle) - damping * speed);
            angle += step * push;
            speed += step * (-Math.sin(middle) - damping * push);
        }
        return angle * angle + speed * speed;
    }

    @Differentiable
    static double logDeterminant(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
            sum += Math.log(l[i][i]);
        }
        return 2 * sum;
    }

    @Differentiable
    static double newton(double a, double start) {
        double x = start;
        while (Math.abs(x * x - a) > 1e-13 * a) {
            x = (x + a / x) / 2;
        }
        return x;
    }

    @Differentiable({GRADIENT, JVP})
    static double[] diffuse(double[] u, double rate, int rounds) {
        double[] now = u.clone();
        double[] next = new double[u.length];
        for (int r = 0; r < rounds; r++) {
            for (int i = 0; i < now.length; i++) {
                double left = i > 0 ? now[i - 1] : 0;
                double right = i + 1 < now.length ? now[i + 1] : 0;
                next[i] = now[i] + rate * now[i] * (left - 2 * now[i] + right);
            }
            double[] free = now;
            now = next;
            next = free;
        }
        return now;
    }

    /** Sorts in place, and forgets what it sorted. */
    @Differentiable
    static double median(double[] x) {
        for (int i = 1; i < x.length; i++) {
            double moving = x[i];
            int k = i;
            while (k > 0 && x[k - 1] > moving) {
                x[k] = x[k - 1];
                k--;
            }
            x[k] = moving;
        }
        return x[x.length / 2] * x[0] * x[0];
    }

    @Differentiable
    static double histogram(double[] weights, int[] bins, double[] levels) {
        double[] sums = new double[levels.length];
        for (int i = 0; i < weights.length; i++) {
            sums[bins[i]] += weights[i] * weights[i];
        }
        double entropy = 0;
        for (int b = 0; b < sums.length; b++) {
            sums[b] *= levels[b];
            if (sums[b] > 0.5) {
                entropy -= sums[b] * Math.log(sums[b]);
            }
        }
        return entropy;
    }

    @Differentiable
    static double horner(double[] coefficients, double x) {
        double value = 0;
        int skipped = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            if (coefficients[i] == 0) {
                skipped += 2;
                value *= x;
                continue;
            }
            value = value * x + coefficients[i] * (1 + skipped);
        }
        return value;
    }

    @Differentiable({GRADIENT, JVP, JACOBIAN})
    static Point turn(Point start, double angle, double[] lengths) {
        Point at = start;
        for (double length : lengths) {
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            at = new Point(at.x() * cos - at.y() * sin + length, at.x() * sin + at.y() * cos * at.norm());
            angle *= length;
        }
        return at;
    }

    @Differentiable
    static double continuedFraction(double x, int depth) {
        return depth == 0 ? x : 1 + x / continued(x * 1.25, depth - 1);
    }

    private static double continued(double x, int depth) {
        if (depth == 0) {
            return x;
        }
        double sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += Math.sin(x * i);
        }
        return 2 + x * x / continued(x + 0.25 * sum, depth - 1);
    }

    @Differentiable
    static double streams(double[] x, double scale) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i] * scale + i);
        return Arrays.stream(y).map(v -> v * v * Math.cos(v)).sum() + Arrays.stream(x).average().getAsDouble();
    }

    @Differentiable
    static float narrow(float[] x, float rate) {
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k <= i; k++) {
                sum = sum * rate + x[k] * x[i];
            }
        }
        return sum;
    }
}
