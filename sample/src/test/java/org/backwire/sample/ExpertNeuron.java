package org.backwire.sample;

/** What an expert writes for {@link Neuron#fire}, to measure its companion against: the same members, as lean as can be. */
final class ExpertNeuron {
    private double x0;
    private double x1;
    private double w0;
    private double w1;
    private double slope;

    double dw0;
    double dx0;
    double dw1;
    double dx1;
    double dw2;

    static double valueAndGradient(double w0, double x0, double w1, double x1, double w2, double[] partials) {
        double value = 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));
        double slope = (1 - value) * value;
        partials[0] = x0 * slope;
        partials[1] = w0 * slope;
        partials[2] = x1 * slope;
        partials[3] = w1 * slope;
        partials[4] = slope;
        return value;
    }

    double forward(double w0, double x0, double w1, double x1, double w2) {
        double value = 1 / (1 + Math.exp(-(w0 * x0 + w1 * x1 + w2)));
        this.w0 = w0;
        this.x0 = x0;
        this.w1 = w1;
        this.x1 = x1;
        slope = (1 - value) * value;
        return value;
    }

    void backward(double dvalue) {
        double dsum = slope * dvalue;
        dw0 += x0 * dsum;
        dx0 += w0 * dsum;
        dw1 += x1 * dsum;
        dx1 += w1 * dsum;
        dw2 += dsum;
    }
}
